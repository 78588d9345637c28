import { CATEGORICAL, LEAF, MEAN_OF_ROWS, shareCategorySets } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import { AnswerRows } from './answer-rows.ts';
import type { BinnedTable } from './binned-table.ts';
import type { ForestPart } from './forest/forest-part.ts';
import type { Target } from './growth.ts';

/** A forest, and how much each feature lowered impurity in each of its trees. */
export interface GrownForest {
  readonly forest: Forest;
  /** A row of featureCount numbers for each tree: the sums over its splits of weight times decrease. */
  readonly importances: Float64Array;
}

/**
 * Puts the trees of all parts in order. Rows of answers are numbered by first appearance, whichever thread grew the trees.
 *
 * @param parts that hold each tree of the forest once
 */
export function mergeParts(
  { features }: BinnedTable,
  target: Target,
  parts: readonly ForestPart[],
): GrownForest {
  const sources = parts.map((part) => ({ part, at: 0, rowOf: new Uint32Array(0) }));
  const nodes = parts.reduce((sum, { treeStart }) => sum + treeStart.at(-1)!, 0);
  const trees = parts.reduce((sum, part) => sum + part.trees.length, 0);
  const outputCount = target.kind === 'classification' ? target.classCount : 1;
  const alone = parts.length === 1 ? parts[0] : undefined;
  const head = { featureCount: features.length, outputCount, ...MEAN_OF_ROWS };
  if (alone !== undefined) {
    const forest = {
      ...head,
      treeStart: Uint32Array.from(alone.treeStart),
      feature: alone.feature.subarray(0, nodes),
      threshold: alone.threshold.subarray(0, nodes),
      next: alone.next.subarray(0, nodes),
      flags: alone.flags.subarray(0, nodes),
      values: alone.values,
      categorySetStart: Uint32Array.from(alone.setStart),
      categorySetBits: alone.setBits,
    };
    return { forest: shareCategorySets(forest), importances: alone.importances };
  }
  const words = parts.reduce((sum, { setBits }) => sum + setBits.length, 0);
  const forest = {
    ...head,
    treeStart: new Uint32Array(trees + 1),
    feature: new Int32Array(nodes),
    threshold: new Float64Array(nodes),
    next: new Uint32Array(nodes),
    flags: new Uint8Array(nodes),
    categorySetBits: new Uint32Array(words),
  };
  const importances = new Float64Array(trees * features.length);
  const rows = new AnswerRows(outputCount);
  const setStart = [0];
  for (const source of sources) {
    source.rowOf = new Uint32Array(source.part.values.length / outputCount);
  }
  for (let tree = 0; tree < trees; tree++) {
    const source = sources.find(({ part, at }) => part.trees[at] === tree)!;
    const { part, rowOf } = source;
    const at = source.at++;
    const from = part.treeStart[at]!;
    const end = part.treeStart[at + 1]!;
    const start = forest.treeStart[tree]!;
    forest.treeStart[tree + 1] = start + end - from;
    forest.feature.set(part.feature.subarray(from, end), start);
    forest.flags.set(part.flags.subarray(from, end), start);
    forest.threshold.set(part.threshold.subarray(from, end), start);
    renumber(part, from, end, forest.next, start, rowOf, rows, outputCount);
    if (part.setBits.length > 0) copySets(part, from, end, start, forest, setStart);
    importances.set(
      part.importances.subarray(at * features.length, (at + 1) * features.length),
      tree * features.length,
    );
  }
  const sets = { categorySetStart: Uint32Array.from(setStart) };
  return { forest: shareCategorySets({ ...forest, values: rows.values(), ...sets }), importances };
}

/** @param rowOf row + 1 of each of the part's rows; 0 if it has not appeared yet */
function renumber(
  { feature, next, values }: ForestPart,
  from: number,
  end: number,
  to: Uint32Array,
  start: number,
  rowOf: Uint32Array,
  rows: AnswerRows,
  width: number,
): void {
  const moved = start - from;
  for (let node = from; node < end; node++) {
    const own = next[node]!;
    if (feature[node] !== LEAF) {
      to[node + moved] = own + moved;
      continue;
    }
    if (rowOf[own] === 0) rowOf[own] = rows.add(values, own * width) + 1;
    to[node + moved] = rowOf[own]! - 1;
  }
}

function copySets(
  part: ForestPart,
  from: number,
  end: number,
  start: number,
  to: Pick<Forest, 'threshold' | 'categorySetBits'>,
  setStart: number[],
): void {
  for (let node = from; node < end; node++) {
    if ((part.flags[node]! & CATEGORICAL) === 0) continue;
    const set = part.threshold[node]!;
    const bits = part.setBits.subarray(part.setStart[set], part.setStart[set + 1]);
    const word = setStart.at(-1)!;
    to.categorySetBits.set(bits, word);
    to.threshold[start + node - from] = setStart.length - 1;
    setStart.push(word + bits.length);
  }
}

/** Splits of what the steps of a pipeline make, as splits of the table that clients send. */
import type { Split } from '@lambda-forest/forest';
import { formatInteger } from '@lambda-forest/text';

import { damaged } from '../errors.ts';
import { addTree } from '../preorder.ts';
import type { ForeignNode } from '../preorder.ts';
import { setBudget } from '../set-budget.ts';
import { largestWhere } from '../largest-where.ts';
import { addBinnedTree } from './binned-tree.ts';
import type { Bins } from './binned-tree.ts';
import { sourcesOf } from './sources.ts';
import type { Source } from './sources.ts';
import type { LevelColumn, StepColumn } from './steps/step-column.ts';

/** Nodes of all trees: a file of 400 MB has no more, of 50 bytes at least, unless it has some of them twice. */
const MAX_NODES = 8_000_000;

export interface Inputs {
  /** Columns of the table that any step uses. */
  readonly count: number;
  readonly roundsInputs: boolean;
  /** The node of a tree, with its split on the table. */
  readonly nodeOf: (node: ForeignNode) => ForeignNode;
  /** As `addTree`, of a tree whose splits are on `columns`. */
  readonly addTree: typeof addTree;
}

/**
 * @param columns what the estimator's trees split
 * @param rounds whether trees round values to float32 before they compare them
 */
export function inputsOf(columns: readonly StepColumn[], rounds: boolean): Inputs {
  const sources = sourcesOf(columns);
  // Where a step computes, rounding comes after it, and is part of the threshold on the table's number.
  const isFolded = columns.some(({ kind }) => kind === 'number' || kind === 'bins');
  const countSet = setBudget(
    'Put rare categories together with min_frequency, or train fewer trees.',
  );
  let nodesLeft = MAX_NODES;
  const known = columns.map(() => new Map<string, Split>());
  const split = (asked: Split): Split => {
    const column = columns[asked.feature];
    if (column === undefined)
      throw damaged(`Found feature ${asked.feature}, expected 0 to ${columns.length - 1}.`);
    const source = sources.get(column.source)!;
    if (source.levels !== undefined) countSet(source.levels.length + 1);
    if ('levels' in asked) return splitOf(column, asked, source, rounds, isFolded);
    const key = `${asked.threshold} ${asked.missingLeft}`;
    const same = known[asked.feature]!;
    const after = same.get(key) ?? splitOf(column, asked, source, rounds, isFolded);
    same.set(key, after);
    return after;
  };
  const nodeOf = (node: ForeignNode): ForeignNode => {
    if (nodesLeft-- <= 0)
      throw damaged(`Found more than ${formatInteger(MAX_NODES)} nodes, expected fewer.`);
    return 'leaf' in node ? node : { ...node, split: split(node.split) };
  };
  const binsOf = (asked: Split): Bins | undefined => {
    const column = columns[asked.feature];
    if (column?.kind !== 'bins') return undefined;
    const { source, ends, valueOf, missing } = column;
    const isLeft = sideOf(asked, rounds);
    return {
      feature: sources.get(source)!.place,
      ends,
      isLeft: (bin) => isLeft(valueOf(bin)),
      missingLeft: missing === undefined ? undefined : isLeft(missing),
    };
  };
  const hasBins = columns.some(({ kind }) => kind === 'bins');
  return {
    count: sources.size,
    roundsInputs: rounds && !isFolded,
    nodeOf,
    addTree: (builder, where, count, nodeAt) => {
      if (!hasBins) addTree(builder, where, count, (index) => nodeOf(nodeAt(index)));
      else addBinnedTree(builder, where, { count, nodeAt, nodeOf, binsOf });
    },
  };
}

function splitOf(
  column: StepColumn,
  asked: Split,
  { place: feature, levels, takesOthers }: Source,
  rounds: boolean,
  isFolded: boolean,
): Split {
  const isLeft = sideOf(asked, rounds);
  if (typeof column.missing === 'string')
    throw damaged('Found texts that no step encodes before the trees.');
  const missingLeft = isLeft(column.missing);
  if (levels !== undefined) {
    const valueOf =
      column.kind === 'constant' ? () => column.value : (column as LevelColumn).valueOf;
    const left = [...levels.keys()].filter((level) => isLeft(valueOf(level)));
    const unseen = column.kind === 'constant' ? column.value : (column as LevelColumn).unseen;
    const unseenLeft = takesOthers ? isLeft(unseen) : missingLeft;
    if (takesOthers && unseenLeft) left.push(levels.length);
    const levelCount = levels.length + Number(takesOthers);
    return { feature, missingLeft, levels: left, levelCount, unseenLeft };
  }
  if ('levels' in asked) throw damaged('Found categories of a column that is compared.');
  if (column.kind === 'plain' && !isFolded) {
    return { feature, missingLeft, threshold: asked.threshold };
  }
  const valueOf =
    column.kind === 'number'
      ? column.valueOf
      : (number: number) => (column.kind === 'constant' ? column.value : number);
  return { feature, missingLeft, threshold: largestWhere((number) => isLeft(valueOf(number))) };
}

/** Whether a value goes left; an undefined one, which is refused before it gets there, goes as a missing one. */
function sideOf(split: Split, rounds: boolean): (value: number | undefined) => boolean {
  const { missingLeft } = split;
  if (!('levels' in split)) {
    const { threshold } = split;
    return (value = NaN) =>
      Number.isNaN(value) ? missingLeft : (rounds ? Math.fround(value) : value) <= threshold;
  }
  const left = new Set(split.levels);
  return (value = NaN) => (value >= 0 && value < split.levelCount ? left.has(value) : missingLeft);
}

import { CATEGORICAL, LEAF } from '@lambda-forest/forest';

import { AnswerRows } from '../answer-rows.ts';
import type { BinnedTable } from '../binned-table.ts';
import { midpoint } from '../binning/bin-numeric.ts';
import type { GrownTree, Target } from '../growth.ts';

/** Some trees of a forest, in ascending order and almost in the form that `Forest` has. It can be posted. */
export interface ForestPart {
  /** Which trees of the forest these are. */
  readonly trees: readonly number[];
  /** Length trees + 1: the start of each tree's nodes. */
  readonly treeStart: readonly number[];
  // At least one entry a node:
  readonly feature: Int32Array;
  readonly flags: Uint8Array;
  /** A threshold, or the index of a categorical split's set within the part. */
  readonly threshold: Float64Array;
  /** Right child, as an index into these arrays, or a leaf's row of `values`. */
  readonly next: Uint32Array;
  /** Rows of outputCount numbers, all different. */
  readonly values: Float64Array;
  /** Category sets: the start of each set's words, and the end. */
  readonly setStart: readonly number[];
  readonly setBits: Uint32Array;
  /** A row of featureCount numbers for each tree. */
  readonly importances: Float64Array;
}

/** The factor by which nodes may exceed an estimate from the first tree. */
const SLACK = 1.1;

/** Collects trees as they are grown: codes become thresholds between real values, and leaves with equal answers share a row. */
export class ForestPartBuilder {
  readonly #table: BinnedTable;
  readonly #classCount: number;
  readonly #outputCount: number;
  readonly #expected: number;
  readonly #trees: number[] = [];
  readonly #treeStart = [0];
  readonly #setStart = [0];
  readonly #rows: AnswerRows;
  /** Row + 1 of the leaf of each class; 0 if there was none yet. */
  readonly #rowOfClass: Uint32Array;
  readonly #pure: Float64Array;
  #feature = new Int32Array(0);
  #flags = new Uint8Array(0);
  #threshold = new Float64Array(0);
  #next = new Uint32Array(0);
  #setBits = new Uint32Array(0);
  #importances = new Float64Array(0);

  /** @param expected about how many trees will be added */
  constructor(table: BinnedTable, target: Target, expected: number) {
    this.#table = table;
    this.#classCount = target.kind === 'classification' ? target.classCount : 0;
    this.#outputCount = Math.max(1, this.#classCount);
    this.#expected = expected;
    this.#rows = new AnswerRows(this.#outputCount);
    this.#rowOfClass = new Uint32Array(this.#classCount);
    this.#pure = new Float64Array(this.#classCount);
  }

  /** Copies what it needs. */
  append(index: number, tree: GrownTree): void {
    const count = tree.feature.length;
    const start = this.#treeStart.at(-1)!;
    this.#makeRoom(start + count);
    this.#feature.set(tree.feature, start);
    this.#flags.set(tree.flags, start);
    if (tree.setBits.length > 0) this.#appendSets(tree, start);
    this.#appendThresholds(tree, start);
    this.#appendNext(tree, start);
    this.#appendImportances(tree.importances);
    this.#trees.push(index);
    this.#treeStart.push(start + count);
  }

  finish(): ForestPart {
    const features = this.#table.features.length;
    return {
      trees: this.#trees,
      treeStart: this.#treeStart,
      feature: this.#feature,
      flags: this.#flags,
      threshold: this.#threshold,
      next: this.#next,
      values: this.#rows.values(),
      setStart: this.#setStart,
      setBits: this.#setBits.slice(0, this.#setStart.at(-1)),
      importances: this.#importances.slice(0, features * this.#trees.length),
    };
  }

  #appendThresholds({ feature, flags, cut, above }: GrownTree, start: number): void {
    const { features } = this.#table;
    const thresholds = this.#threshold;
    for (let at = 0; at < feature.length; at++) {
      if (feature[at] === LEAF || (flags[at]! & CATEGORICAL) !== 0) continue;
      const bins = features[feature[at]!]!;
      thresholds[start + at] =
        bins.kind !== 'numeric' || above[at] === bins.codeCount
          ? Infinity // only missing values go right
          : midpoint(bins.maxima[cut[at]!]!, bins.minima[above[at]!]!);
    }
  }

  #appendNext({ feature, next, answers }: GrownTree, start: number): void {
    const classCount = this.#classCount;
    const width = this.#outputCount;
    const to = this.#next;
    for (let at = 0; at < feature.length; at++) {
      const own = next[at]!;
      if (feature[at] !== LEAF) to[start + at] = start + own;
      else if (own < classCount) to[start + at] = this.#rowOfPure(own);
      else to[start + at] = this.#rows.add(answers, (own - classCount) * width);
    }
  }

  #rowOfPure(klass: number): number {
    const known = this.#rowOfClass[klass]!;
    if (known > 0) return known - 1;
    this.#pure.fill(0);
    this.#pure[klass] = 1;
    const row = this.#rows.add(this.#pure, 0);
    this.#rowOfClass[klass] = row + 1;
    return row;
  }

  #appendSets({ feature, flags, setBits }: GrownTree, start: number): void {
    let word = this.#setStart.at(-1)!;
    this.#setBits = withRoom(this.#setBits, word + setBits.length, 0);
    this.#setBits.set(setBits, word);
    for (let at = 0; at < feature.length; at++) {
      if ((flags[at]! & CATEGORICAL) === 0) continue;
      this.#threshold[start + at] = this.#setStart.length - 1;
      word += Math.ceil(this.#table.features[feature[at]!]!.codeCount / 32);
      this.#setStart.push(word);
    }
  }

  #appendImportances(importances: Float64Array): void {
    const start = this.#trees.length * importances.length;
    const expected = this.#expected * importances.length;
    this.#importances = withRoom(this.#importances, start + importances.length, expected);
    this.#importances.set(importances, start);
  }

  #makeRoom(nodes: number): void {
    if (this.#next.length >= nodes) return;
    const expected = this.#trees.length === 0 ? Math.ceil(nodes * this.#expected * SLACK) : 0;
    this.#feature = withRoom(this.#feature, nodes, expected);
    this.#flags = withRoom(this.#flags, nodes, expected);
    this.#threshold = withRoom(this.#threshold, nodes, expected);
    this.#next = withRoom(this.#next, nodes, expected);
  }
}

/** The numbers in an array of at least `needed` entries; a new array gets half as many more. */
function withRoom<Numbers extends Int32Array | Uint8Array | Uint32Array | Float64Array>(
  numbers: Numbers,
  needed: number,
  expected: number,
): Numbers {
  if (numbers.length >= needed) return numbers;
  const length = Math.max(needed, expected, Math.ceil(numbers.length * 1.5));
  const larger = new (numbers.constructor as new (length: number) => Numbers)(length);
  larger.set(numbers);
  return larger;
}

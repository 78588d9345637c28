import { distinctRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { findLeaf, treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import type { OutOfBag } from './engine.ts';
import { gatherRows } from './predict-rows.ts';

/** The out-of-bag answers of the first trees of a forest. */
export interface OutOfBagAfter extends OutOfBag {
  readonly trees: number;
}

/** Rows gathered at a time: few enough to stay in the cache while all trees answer for them. */
const BLOCK_ROWS = 512;

/**
 * Answers for each row with the trees that were not grown on it.
 *
 * @param rows the rows of the fit; repeated ones count once
 * @param bagOf the rows that tree t was grown on; called once a tree, so that bags may be drawn again instead of kept
 */
export function scoreOutOfBag(
  forest: Forest,
  dataset: Dataset,
  rows: Uint32Array,
  bagOf: (tree: number) => Uint32Array,
): OutOfBag {
  const [after] = scoreOutOfBagAfter(forest, dataset, rows, bagOf, [treeCount(forest)]);
  return { rows: after!.rows, scores: after!.scores };
}

/**
 * The out-of-bag answers of the first 1, 2, ... trees: they show how many trees are enough. A row appears once one of
 * the trees has left it out.
 *
 * @param treeCounts how many of the first trees answer: ascending, each from 1 to the trees of the forest
 * @returns one entry for each of `treeCounts`
 */
export function scoreOutOfBagAfter(
  forest: Forest,
  dataset: Dataset,
  rows: Uint32Array,
  bagOf: (tree: number) => Uint32Array,
  treeCounts: readonly number[],
): OutOfBagAfter[] {
  const distinct = distinctRows(rows, dataset.rowCount).sort();
  const bags = markBags(bagOf, treeCounts.at(-1) ?? 0, dataset.rowCount);
  const means = treeCounts.map((trees) => new MeanAnswers(trees, distinct.length, forest));
  const block: Block = {
    samples: new Float64Array(BLOCK_ROWS * forest.featureCount),
    sums: new Float64Array(BLOCK_ROWS * forest.outputCount),
    voters: new Uint32Array(BLOCK_ROWS),
  };
  for (let first = 0; first < distinct.length; first += BLOCK_ROWS) {
    const part = distinct.subarray(first, first + BLOCK_ROWS);
    gatherRows(dataset, part, block.samples);
    block.sums.fill(0);
    block.voters.fill(0);
    let tree = 0;
    for (const after of means) {
      for (; tree < after.trees; tree++) addAnswers(forest, tree, bags[tree]!, part, block);
      after.add(part, block);
    }
  }
  return means.map((after) => after.finish());
}

interface Block {
  /** Row-major: BLOCK_ROWS rows of featureCount values. */
  readonly samples: Float64Array;
  /** Row-major: the sum of the answers so far. */
  readonly sums: Float64Array;
  /** How many trees have answered for each row. */
  readonly voters: Uint32Array;
}

/** One set of bits for each tree: bit r % 32 of word r / 32 says that row r is in the tree's bag. */
export function markBags(
  bagOf: (tree: number) => Uint32Array,
  trees: number,
  rowCount: number,
): Uint32Array[] {
  return Array.from({ length: trees }, (_, tree) => {
    const bag = new Uint32Array(Math.ceil(rowCount / 32));
    for (const row of bagOf(tree)) bag[row >>> 5]! |= 1 << (row & 31);
    return bag;
  });
}

/** Adds one tree's answers for the rows that its bag lacks. */
function addAnswers(
  forest: Forest,
  tree: number,
  bag: Uint32Array,
  rows: Uint32Array,
  { samples, sums, voters }: Block,
): void {
  const { treeStart, next, values, outputCount, featureCount } = forest;
  const root = treeStart[tree]!;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (((bag[row >>> 5]! >>> (row & 31)) & 1) === 1) continue;
    const sample = samples.subarray(i * featureCount, (i + 1) * featureCount);
    const answer = next[findLeaf(forest, root, sample)]! * outputCount;
    for (let k = 0; k < outputCount; k++) sums[i * outputCount + k]! += values[answer + k]!;
    voters[i]!++;
  }
}

/** Collects, block after block, the mean answer for each row that at least one of the first trees left out. */
class MeanAnswers {
  readonly trees: number;
  readonly #outputs: number;
  readonly #rows: Uint32Array;
  readonly #scores: Float64Array;
  #size = 0;

  constructor(trees: number, rowCount: number, { outputCount }: Forest) {
    this.trees = trees;
    this.#outputs = outputCount;
    this.#rows = new Uint32Array(rowCount);
    this.#scores = new Float64Array(rowCount * outputCount);
  }

  add(rows: Uint32Array, { sums, voters }: Block): void {
    const outputs = this.#outputs;
    for (let i = 0; i < rows.length; i++) {
      if (voters[i] === 0) continue;
      this.#rows[this.#size] = rows[i]!;
      for (let k = 0; k < outputs; k++) {
        this.#scores[this.#size * outputs + k] = sums[i * outputs + k]! / voters[i]!;
      }
      this.#size++;
    }
  }

  finish(): OutOfBagAfter {
    return {
      trees: this.trees,
      rows: this.#rows.slice(0, this.#size),
      scores: this.#scores.slice(0, this.#size * this.#outputs),
    };
  }
}

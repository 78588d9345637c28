import type { Dataset } from '@lambda-forest/data';
import { findLeaf } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import type { Bag } from '@lambda-forest/histogram';

import type { OutOfBag } from '../engine.ts';

/** Rows gathered at a time: few enough to stay in the cache while all trees look at them. */
const BLOCK_ROWS = 512;

/**
 * Asks each tree about the rows that it was not grown on, block by block.
 *
 * @param rows the rows of the fit; repeated ones count once
 * @param bagOf what tree t was grown on; called once a tree
 */
export function scoreLeftOut(
  forest: Forest,
  dataset: Dataset,
  rows: Uint32Array,
  bagOf: (tree: number) => Bag,
): OutOfBag {
  const { treeStart, next, values, outputCount: outputs, featureCount } = forest;
  const trees = treeStart.length - 1;
  const words = Math.ceil(dataset.rowCount / 32);
  const inBag = new Uint32Array(words * trees);
  for (let tree = 0; tree < trees; tree++) {
    for (const row of bagOf(tree).rows) inBag[tree * words + (row >>> 5)]! |= 1 << (row & 31);
  }
  const distinct = Uint32Array.from(new Set(rows)).sort();
  const kept = new Uint32Array(distinct.length);
  const scores = new Float64Array(distinct.length * outputs);
  const block = new Float64Array(BLOCK_ROWS * featureCount); // row-major
  const sums = new Float64Array(BLOCK_ROWS * outputs);
  const voters = new Uint32Array(BLOCK_ROWS);
  let size = 0;
  for (let first = 0; first < distinct.length; first += BLOCK_ROWS) {
    const part = distinct.subarray(first, first + BLOCK_ROWS);
    gather(dataset, part, block);
    sums.fill(0);
    voters.fill(0);
    for (let tree = 0; tree < trees; tree++) {
      const root = treeStart[tree]!;
      for (let i = 0; i < part.length; i++) {
        const row = part[i]!;
        if (((inBag[tree * words + (row >>> 5)]! >>> (row & 31)) & 1) === 1) continue;
        const sample = block.subarray(i * featureCount, (i + 1) * featureCount);
        const answer = next[findLeaf(forest, root, sample)]! * outputs;
        for (let k = 0; k < outputs; k++) sums[i * outputs + k]! += values[answer + k]!;
        voters[i]!++;
      }
    }
    for (let i = 0; i < part.length; i++) {
      if (voters[i] === 0) continue;
      kept[size] = part[i]!;
      for (let k = 0; k < outputs; k++) {
        scores[size * outputs + k] = sums[i * outputs + k]! / voters[i]!;
      }
      size++;
    }
  }
  return { rows: kept.slice(0, size), scores: scores.slice(0, size * outputs) };
}

function gather({ columns }: Dataset, rows: Uint32Array, block: Float64Array): void {
  for (let feature = 0; feature < columns.length; feature++) {
    const column = columns[feature]!;
    for (let i = 0; i < rows.length; i++) block[i * columns.length + feature] = column[rows[i]!]!;
  }
}

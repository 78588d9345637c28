import type { Dataset } from '@lambda-forest/data';
import { findLeaf } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import type { OutOfBag } from './engine.ts';
import { gatherRow } from './predict-rows.ts';

/** Out-of-bag answers of the first trees of a forest. */
export interface OutOfBagAfter extends OutOfBag {
  readonly trees: number;
}

/**
 * What the first 1, 2, ... trees say about rows they were not grown on: shows how many trees are enough. A row that
 * none of the first trees left out is not there yet.
 *
 * @param rows distinct rows of the fit
 * @param bagOf the rows that tree t was grown on; called once a tree
 * @param treeCounts after how many trees to look: ascending, each from 1 to the trees of the forest
 * @returns one entry for each of `treeCounts`
 */
export function scoreOutOfBagAfter(
  forest: Forest,
  dataset: Dataset,
  rows: Uint32Array,
  bagOf: (tree: number) => Uint32Array,
  treeCounts: readonly number[],
): OutOfBagAfter[] {
  const { outputCount: outputs, treeStart, next, values, featureCount } = forest;
  const samples = new Float64Array(rows.length * featureCount);
  for (let i = 0; i < rows.length; i++) {
    gatherRow(dataset, rows[i]!, samples.subarray(i * featureCount, (i + 1) * featureCount));
  }
  const sums = new Float64Array(rows.length * outputs);
  const voters = new Uint32Array(rows.length);
  const isInBag = new Uint8Array(dataset.rowCount);
  const found: OutOfBagAfter[] = [];
  const last = treeCounts.at(-1) ?? 0;
  for (let tree = 0; tree < last; tree++) {
    isInBag.fill(0);
    for (const inside of bagOf(tree)) isInBag[inside] = 1;
    for (let i = 0; i < rows.length; i++) {
      if (isInBag[rows[i]!] === 1) continue;
      const sample = samples.subarray(i * featureCount, (i + 1) * featureCount);
      const answer = next[findLeaf(forest, treeStart[tree]!, sample)]! * outputs;
      for (let k = 0; k < outputs; k++) sums[i * outputs + k]! += values[answer + k]!;
      voters[i]!++;
    }
    if (treeCounts[found.length] === tree + 1) {
      found.push({ trees: tree + 1, ...means(rows, sums, voters, outputs) });
    }
  }
  return found;
}

function means(
  rows: Uint32Array,
  sums: Float64Array,
  voters: Uint32Array,
  outputs: number,
): OutOfBag {
  const kept: number[] = [];
  for (let i = 0; i < rows.length; i++) if (voters[i]! > 0) kept.push(i);
  const scores = new Float64Array(kept.length * outputs);
  for (let at = 0; at < kept.length; at++) {
    const i = kept[at]!;
    for (let k = 0; k < outputs; k++) {
      scores[at * outputs + k] = sums[i * outputs + k]! / voters[i]!;
    }
  }
  return { rows: Uint32Array.from(kept, (i) => rows[i]!), scores };
}

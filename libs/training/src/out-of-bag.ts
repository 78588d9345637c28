import type { Dataset } from '@lambda-forest/data';
import { findLeaf } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import type { FitResult, OutOfBag } from './engine.ts';
import { ModelNotTrainedError } from './errors.ts';
import { gatherRow } from './predict-rows.ts';

/**
 * Asks each tree about the rows that it was not grown on.
 *
 * @param rows the rows of the fit; repeated ones count once
 * @param bagOf the rows that tree t was grown on; called once a tree, so that bags may be drawn again
 *   instead of kept
 */
export function scoreOutOfBag(
  forest: Forest,
  dataset: Dataset,
  rows: Uint32Array,
  bagOf: (tree: number) => Uint32Array,
): OutOfBag {
  const { outputCount: outputs, treeStart, next, values } = forest;
  const distinct = Uint32Array.from(new Set(rows)).sort();
  const sums = new Float64Array(distinct.length * outputs);
  const trees = new Uint32Array(distinct.length); // that left the row out
  const isInBag = new Uint8Array(dataset.rowCount);
  const row = new Float64Array(forest.featureCount);
  for (let tree = 0; tree < treeStart.length - 1; tree++) {
    isInBag.fill(0);
    for (const inside of bagOf(tree)) isInBag[inside] = 1;
    for (let i = 0; i < distinct.length; i++) {
      if (isInBag[distinct[i]!] === 1) continue;
      gatherRow(dataset, distinct[i]!, row);
      const answer = next[findLeaf(forest, treeStart[tree]!, row)]! * outputs;
      for (let k = 0; k < outputs; k++) sums[i * outputs + k]! += values[answer + k]!;
      trees[i]! += 1;
    }
  }
  const wasLeftOut = (_: number, i: number) => trees[i]! > 0;
  return {
    rows: distinct.filter(wasLeftOut),
    scores: sums
      .map((sum, at) => sum / trees[Math.floor(at / outputs)]!)
      .filter((_, at) => trees[Math.floor(at / outputs)]! > 0),
  };
}

/**
 * The out-of-bag scores of a fit that must have them.
 *
 * @throws {ModelNotTrainedError} for a fit without bootstrap: all its trees have seen all rows
 */
export function requireOutOfBag(result: FitResult): OutOfBag {
  if (result.outOfBag === undefined) {
    throw new ModelNotTrainedError(
      'Found a fit without bootstrap, expected trees that left rows out of their bags.',
      'Fit with bootstrap, or take the scores of a cross-validation.',
    );
  }
  return result.outOfBag;
}

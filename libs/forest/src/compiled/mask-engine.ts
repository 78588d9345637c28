import { treeCount } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { findMasks, reachLeaves, shareReached } from './leaf-masks.ts';
import type { LeafMasks } from './leaf-masks.ts';

/**
 * Predicts by the masks of a small forest.
 *
 * @returns predicts row `row` of `rows` into the same row of `out`, both row-major
 */
export function maskEngine(
  forest: Forest,
  masks: LeafMasks,
): (rows: Float64Array, row: number, out: Float64Array) => void {
  const { featureCount: features, outputCount: outputs } = forest;
  const trees = treeCount(forest);
  const places = new Int32Array(masks.features.length);
  const reached = new Int32Array(masks.words);
  return (rows, row, out) => {
    findMasks(masks, rows, row * features, places);
    reachLeaves(masks, places, reached);
    shareReached(masks, reached, trees, out, row * outputs);
  };
}

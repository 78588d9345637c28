import { treeCount } from '../forest.ts';
import type { Forest } from '../forest.ts';
import type { Engine } from './engine.ts';
import { findMasks, reachLeaves, shareReached } from './leaf-masks.ts';
import type { LeafMasks } from './leaf-masks.ts';

/** Predicts by the masks of a small forest. */
export function maskEngine(forest: Forest, masks: LeafMasks): Engine {
  const { featureCount: features, outputCount: outputs } = forest;
  const trees = treeCount(forest);
  const places = new Int32Array(masks.features.length);
  const reached = new Int32Array(masks.words);

  function predict(rows: Float64Array, row: number, out: Float64Array): void {
    findMasks(masks, rows, row * features, places);
    reachLeaves(masks, places, reached);
    shareReached(masks, reached, trees, out, row * outputs);
  }

  return {
    predictRow: (row, out) => predict(row, 0, out),
    predictBatch(rows, out) {
      for (let row = 0; row * features < rows.length; row++) predict(rows, row, out);
    },
  };
}

import type { NodeCodes } from './node-codes.ts';

/** The thresholds that the numeric splits of a forest compare each feature with. */
export interface ThresholdTables {
  /** Table after table in feature order; each ascending and distinct, with -0 below 0. */
  readonly thresholds: Float64Array;
  /** Length featureCount + 1: feature f's table is thresholds[start[f]] up to that of f + 1 (exclusive). */
  readonly start: Uint32Array;
  /** The nodes with indices of these thresholds. Only where they are known without searching, as from a model file. */
  readonly nodes?: NodeCodes;
}

/** @param lengths how many of `thresholds` belong to each feature */
export function joinTables(thresholds: Float64Array, lengths: readonly number[]): ThresholdTables {
  const start = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, f) => {
    start[f + 1] = start[f]! + length;
  });
  return { thresholds, start };
}

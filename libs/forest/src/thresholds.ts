import { CATEGORICAL, LEAF } from './forest.ts';
import type { Forest } from './forest.ts';
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

/** Cells per feature that remember thresholds while they are gathered: 2 KiB. */
const MET_BITS = 8;
const MET_CELLS = 2 ** MET_BITS;

/**
 * Finds a forest's thresholds. Equal ones are common, and sorting them would take most of the time: each is
 * remembered in one of a few cells, and left out if it is found there again.
 */
export function gatherThresholds(forest: Forest): ThresholdTables {
  const { featureCount, feature, threshold, flags } = forest;
  const gathered = Array.from({ length: featureCount }, (): number[] => []);
  const met = new Float64Array(featureCount * MET_CELLS).fill(NaN);
  for (let node = 0; node < feature.length; node++) {
    const tested = feature[node]!;
    if (tested === LEAF || (flags[node]! & CATEGORICAL) !== 0) continue;
    const value = threshold[node]!;
    const cell = tested * MET_CELLS + hash(value);
    if (Object.is(met[cell], value)) continue;
    met[cell] = value;
    gathered[tested]!.push(value);
  }
  const tables = gathered.map(sortDistinct);
  const lengths = tables.map(({ length }) => length);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const joined = joinTables(new Float64Array(total), lengths);
  tables.forEach((table, f) => {
    joined.thresholds.set(table, joined.start[f]);
  });
  return joined;
}

/** @param lengths how many of `thresholds` belong to each feature */
export function joinTables(thresholds: Float64Array, lengths: readonly number[]): ThresholdTables {
  const start = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, f) => {
    start[f + 1] = start[f]! + length;
  });
  return { thresholds, start };
}

/** A typed array sorts by number and puts -0 before 0. */
function sortDistinct(numbers: readonly number[]): Float64Array {
  const sorted = Float64Array.from(numbers).sort();
  let count = 0;
  for (const number of sorted) {
    if (count === 0 || !Object.is(number, sorted[count - 1])) sorted[count++] = number;
  }
  return sorted.subarray(0, count);
}

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/** A cell from 0 to MET_CELLS - 1 for a number. */
function hash(value: number): number {
  double[0] = value;
  return Math.imul(halves[0]! ^ halves[1]!, 0x9e3779b1) >>> (32 - MET_BITS);
}

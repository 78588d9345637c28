import { CATEGORICAL, LEAF } from './forest.ts';
import type { Forest } from './forest.ts';
import { joinTables } from './thresholds.ts';
import type { ThresholdTables } from './thresholds.ts';

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

import type { ThresholdTables } from '../thresholds.ts';

/**
 * Thresholds of one feature, ascending, that turn a value into its rank: how many of them are below it.
 * Comparing ranks is comparing values, exactly and for every float64: `value <= threshold` says the same as
 * `rank(value) <= rank(threshold)`.
 *
 * A rank is looked up in two steps: the range of the thresholds is cut into as many cells of equal width as
 * there are thresholds, and the thresholds of the value's cell are searched by halving. The cell is a
 * monotone function of the value (each floating-point operation in it is), so that rounding can misplace a
 * value and a threshold only together.
 */
export interface RankTable {
  /** Ascending, no NaN; may start with -Infinity and end with Infinity. Equal ones do no harm. */
  readonly thresholds: Float64Array;
  /** The lower end of cell 0. */
  readonly low: number;
  /** Cells per unit of the feature; 0 puts everything in cell 0. */
  readonly scale: number;
  /** Length cells + 1: cell c holds thresholds cellStart[c] to cellStart[c + 1] (exclusive). */
  readonly cellStart: Uint32Array;
}

/** The ranks of each feature. */
export function rankTables({ thresholds, start }: ThresholdTables): RankTable[] {
  return Array.from(start.subarray(1), (end, f) => rankTable(thresholds.subarray(start[f], end)));
}

/** @param thresholds ascending, none NaN; kept */
export function rankTable(thresholds: Float64Array): RankTable {
  const cells = Math.max(1, thresholds.length);
  const low = thresholds.find(Number.isFinite) ?? 0;
  const scale = cells / ((thresholds.findLast(Number.isFinite) ?? 0) - low);
  const cellStart = new Uint32Array(cells + 1);
  const table = { thresholds, low, scale: scale < Infinity ? scale : 0, cellStart };
  // How many each cell holds, one place further, and then where each ends: no branch depends on the thresholds.
  for (let i = 0; i < thresholds.length; i++) cellStart[cellOf(table, thresholds[i]!) + 1]!++;
  for (let cell = 0; cell < cells; cell++) cellStart[cell + 1]! += cellStart[cell]!;
  return table;
}

/**
 * How many of the thresholds are below `value`.
 *
 * @param value any number but NaN
 */
export function rankOf(table: RankTable, value: number): number {
  const { thresholds, cellStart } = table;
  const cell = cellOf(table, value);
  let from = cellStart[cell]!;
  let to = cellStart[cell + 1]!;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (thresholds[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

function cellOf({ low, scale, cellStart }: RankTable, value: number): number {
  const last = cellStart.length - 2;
  const cell = (value - low) * scale; // NaN for an infinity times 0, which is in cell 0 like all others
  return cell >= last ? last : cell > 0 ? Math.trunc(cell) : 0;
}

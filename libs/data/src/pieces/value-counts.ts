/** What values a column has and in how many rows: all that bins need, and the sum of what parts of the column have. */
export interface ValueCounts {
  /**
   * Low bits of the 52 of a fraction that do not tell values apart: 0 counts each value by itself, 40 those together
   * that differ by less than one in 2^12.
   */
  readonly dropped: number;
  /** Ascending: the smallest and the largest value of each entry. The same array where `dropped` is 0. */
  readonly minima: Float64Array;
  readonly maxima: Float64Array;
  /** Rows of each entry, above 0. */
  readonly counts: Float64Array;
}

/** Of a column's distinct values more are not told apart. A larger number makes bins more exact and takes 8 to 24 bytes each. */
export const MAX_VALUES = 2 ** 20;

/**
 * @param values in any order, repeated or not; NaN is left out
 * @param rowsOf rows of each. Default 1
 * @param most entries of the result
 */
export function countValues(
  values: Float64Array,
  rowsOf?: ArrayLike<number>,
  most = MAX_VALUES,
): ValueCounts {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  let length = 0;
  for (const value of sorted) {
    if (length === 0 || value !== sorted[length - 1]) sorted[length++] = value + 0; // -0 is 0
  }
  const minima = sorted.slice(0, length);
  const counts = new Float64Array(length);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i]!)) counts[find(minima, values[i]!)]! += rowsOf?.[i] ?? 1;
  }
  return coarsened({ dropped: 0, minima, maxima: minima, counts }, 0, most);
}

/** @returns the index of the last of the numbers that is not larger */
function find(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (ascending[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The same for the rows of both: in any order, and by any way there, the same result. */
export function addValues(a: ValueCounts, b: ValueCounts, most = MAX_VALUES): ValueCounts {
  const dropped = Math.max(a.dropped, b.dropped);
  const isExact = dropped === 0;
  const length = a.minima.length + b.minima.length;
  const minima = new Float64Array(length);
  const maxima = isExact ? minima : new Float64Array(length);
  const counts = new Float64Array(length);
  for (let at = 0, i = 0, j = 0; at < length; at++) {
    const isOfA = j === b.minima.length || (i < a.minima.length && a.minima[i]! <= b.minima[j]!);
    const from = isOfA ? a : b;
    const entry = isOfA ? i++ : j++;
    minima[at] = from.minima[entry]!;
    maxima[at] = from.maxima[entry]!;
    counts[at] = from.counts[entry]!;
  }
  return coarsened({ dropped, minima, maxima, counts }, dropped, most);
}

/** Drops as many bits as it takes, which depends on the values alone: if those of a part are too many, those of all are. */
function coarsened(sorted: ValueCounts, least: number, most: number): ValueCounts {
  for (let dropped = least; ; dropped++) {
    const length = countEntries(sorted.minima, dropped);
    if (length <= most) return together(sorted, dropped, length);
  }
}

function countEntries(minima: Float64Array, dropped: number): number {
  let entries = 0;
  for (let i = 0; i < minima.length; i++) {
    if (i === 0 || cut(minima[i]!, dropped) !== cut(minima[i - 1]!, dropped)) entries++;
  }
  return entries;
}

function together(sorted: ValueCounts, dropped: number, length: number): ValueCounts {
  const minima = new Float64Array(length);
  const maxima = dropped === 0 ? minima : new Float64Array(length);
  const counts = new Float64Array(length);
  let entry = -1;
  for (let i = 0; i < sorted.minima.length; i++) {
    const isNext =
      i === 0 || cut(sorted.minima[i]!, dropped) !== cut(sorted.minima[i - 1]!, dropped);
    if (isNext) minima[++entry] = sorted.minima[i]!;
    maxima[entry] = Math.max(isNext ? -Infinity : maxima[entry]!, sorted.maxima[i]!);
    counts[entry]! += sorted.counts[i]!;
  }
  return { dropped, minima, maxima, counts };
}

const float = new Float64Array(1);
const words = new Int32Array(float.buffer);
const LOW_BITS = 32;

/** A number without its last bits: towards 0, so that larger numbers never become smaller ones. */
function cut(value: number, dropped: number): number {
  if (dropped === 0) return value;
  float[0] = value;
  words[0] = dropped >= LOW_BITS ? 0 : words[0]! & (-1 << dropped);
  if (dropped > LOW_BITS) words[1] = words[1]! & (-1 << (dropped - LOW_BITS));
  return float[0];
}

import type { NumericBins } from '../binned-table.ts';

/** The factors that turn values into whole numbers. */
const SCALES = [1, 10, 100, 1000, 10_000];
/** The largest range of the whole numbers. */
const MAX_SPAN = 65_533;
/** A mark costs as much time as a value, so there must not be many more of them. */
const MARKS_PER_VALUE = 4;
const FEW_MARKS = 256;

/**
 * As `binNumeric`, without sorting, for whole numbers and numbers of few decimals: the unit of which they are multiples is
 * known, so that it suffices to mark which multiples occur.
 *
 * @param codes length n: overwritten, even if the result is undefined
 * @returns undefined for a column of other values, or of values too far apart
 */
export function binDecimals(column: Float64Array, codes: Uint16Array): NumericBins | undefined {
  const range = rangeOf(column);
  if (range === undefined) return undefined;
  const { scale, low, span } = range;
  const missing = span + 1;
  const marks = new Uint16Array(span + 2);
  for (let row = 0; row < column.length; row++) {
    const value = column[row]!;
    const offset = value === value ? Math.round(value * scale) - low : missing; // NaN is not equal to itself
    codes[row] = offset;
    marks[offset] = 1;
  }
  let codeCount = 0;
  for (let offset = 0; offset <= span; offset++) {
    if (marks[offset] !== 0) marks[offset] = codeCount++;
  }
  const values = new Float64Array(codeCount);
  marks[missing] = codeCount;
  for (let row = 0; row < column.length; row++) {
    const offset = codes[row]!;
    const code = marks[offset]!;
    if (code !== codeCount) values[code] = (low + offset) / scale;
    codes[row] = code;
  }
  return { kind: 'numeric', codeCount, minima: values, maxima: values };
}

/**
 * The smallest scale that makes all values whole numbers exactly, so that a value can be computed from its whole number
 * again; with the smallest whole number and the distance to the largest.
 */
function rangeOf(column: Float64Array): { scale: number; low: number; span: number } | undefined {
  let at = 0;
  let scale = SCALES[0]!;
  let least = Infinity;
  let most = -Infinity;
  for (let row = 0; row < column.length; row++) {
    const value = column[row]!;
    if (value !== value) continue;
    while (Math.round(value * scale) / scale !== value) {
      at++;
      if (at === SCALES.length) return undefined;
      scale = SCALES[at]!;
    }
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const low = Math.round(least * scale) + 0;
  const span = Math.round(most * scale) - low;
  const worthwhile = Math.min(MAX_SPAN, MARKS_PER_VALUE * column.length + FEW_MARKS);
  return span >= 0 && span <= worthwhile ? { scale, low, span } : undefined;
}

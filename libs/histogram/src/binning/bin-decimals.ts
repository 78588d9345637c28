import type { NumericBins } from '../binned-table.ts';

/** What a value is multiplied by to become a whole number. */
const SCALES = [1, 10, 100, 1000, 10_000];
/** Whole numbers must lie this close together. */
const MAX_SPAN = 65_533;
/** Marks cost time as values do, so that there must not be many more. */
const MARKS_PER_VALUE = 4;
const FEW_MARKS = 256;

/**
 * As `binNumeric`, without sorting, for whole numbers and such of few decimals: what each value is a multiple of is
 * known, so that it suffices to mark which multiples there are.
 *
 * @param codes length n: written, even if that was of no use
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
    const offset = value === value ? Math.round(value * scale) - low : missing; // NaN is not itself
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
  return { kind: 'numeric', codeCount, minima: values, maxima: values.slice() };
}

/**
 * The smallest scale by which all values are whole numbers: exactly, so that a value comes out of its whole number
 * again; and the smallest whole number and how far the largest is from it.
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

import { MAX_CODES } from '../binned-table.ts';
import type { NumericBins } from '../binned-table.ts';
import { binDecimals } from './bin-decimals.ts';
import { orderValues } from './value-order.ts';
import type { OrderScratch } from './value-order.ts';

/**
 * Ranks a column: the code of a value is how many distinct values are smaller. If there are more of them than
 * codes, neighbours share one: each code takes in distinct values until it holds its share of the rows.
 *
 * @param column length n; NaN is missing
 * @param codes length n: written
 */
export function binNumeric(
  column: Float64Array,
  codes: Uint16Array,
  scratch: OrderScratch,
): NumericBins {
  const decimals = binDecimals(column, codes);
  if (decimals !== undefined) return decimals;
  const { rows, values } = orderValues(column, scratch);
  const distinct = countDistinct(values);
  const share = distinct <= MAX_CODES ? 0 : rows.length / MAX_CODES;
  const minima = new Float64Array(Math.min(distinct, MAX_CODES));
  const maxima = share === 0 ? minima : new Float64Array(minima.length);
  let code = -1;
  let previous = NaN;
  for (let i = 0; i < rows.length; i++) {
    const value = values[i]!;
    if (value !== previous) {
      previous = value;
      if (code < 0 || i >= (code + 1) * share) minima[++code] = value;
      maxima[code] = value;
    }
    codes[rows[i]!] = code;
  }
  const codeCount = code + 1;
  if (rows.length < column.length) {
    for (let row = 0; row < column.length; row++) {
      if (Number.isNaN(column[row])) codes[row] = codeCount;
    }
  }
  if (share === 0) return { kind: 'numeric', codeCount, minima, maxima };
  return {
    kind: 'numeric',
    codeCount,
    minima: minima.slice(0, codeCount),
    maxima: maxima.slice(0, codeCount),
  };
}

function countDistinct(ordered: Float64Array): number {
  let distinct = 0;
  let previous = NaN;
  for (let i = 0; i < ordered.length; i++) {
    const value = ordered[i]!;
    if (value !== previous) distinct++;
    previous = value;
  }
  return distinct;
}

/**
 * The threshold between two neighbouring values: their midpoint, or `below` where rounding would take it up to
 * `above` or out of range (as scikit-learn does).
 *
 * @returns at least `below` and less than `above`
 */
export function midpoint(below: number, above: number): number {
  const middle = below / 2 + above / 2;
  return middle >= below && middle < above && Number.isFinite(middle) ? middle : below;
}

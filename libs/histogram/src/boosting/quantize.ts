/** Whole numbers, which add up to the same sum in any order: `numbers` divided by `unit`, rounded. */
export interface Quantized {
  readonly numbers: Int32Array;
  /** A power of two, so that a sum times it is exact. */
  readonly unit: number;
}

/** Of a number's 31 bits besides its sign. */
const MAX_BITS = 30;
/** A smaller unit would be 0. */
const LEAST_EXPONENT = -1000;
/** Sums are kept in float64. */
const SUM_BITS = 53;

/** The sum of all numbers is below 2^53: the more there are, the fewer bits each has. */
export function quantize(numbers: Float64Array): Quantized {
  const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
  if (largest === 0) return { numbers: new Int32Array(numbers.length), unit: 1 };
  const bits = Math.min(MAX_BITS, SUM_BITS - 1 - Math.ceil(Math.log2(numbers.length + 1)));
  const unit = 2 ** Math.max(LEAST_EXPONENT, Math.ceil(Math.log2(largest)) - bits);
  return { numbers: Int32Array.from(numbers, (number) => Math.floor(number / unit + 0.5)), unit };
}

const bits = new BigInt64Array(1);
const double = new Float64Array(bits.buffer);

/**
 * The largest float64 below `value`, so that for every float64 x, `x < value` is `x <= largestBelow(value)`.
 *
 * IEEE 754 doubles of one sign are ordered like their bit patterns, so the neighbour is one bit away.
 *
 * @param value any number but NaN and -Infinity (no number is below that)
 * @throws {RangeError} for NaN or -Infinity
 */
export function largestBelow(value: number): number {
  if (Number.isNaN(value) || value === -Infinity) {
    throw new RangeError(`Found ${value}, expected a number that has another one below it.`);
  }
  if (value === 0) return -Number.MIN_VALUE; // also for -0, which is not below 0
  double[0] = value;
  bits[0]! += value > 0 ? -1n : 1n;
  return double[0];
}

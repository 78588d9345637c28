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

const singleBits = new Int32Array(1);
const single = new Float32Array(singleBits.buffer);

/**
 * The same among float32: for every float32 x, `x < value` is `x <= largestFloat32Below(value)`.
 *
 * @param value a float32 but NaN and -Infinity
 * @throws {RangeError} for any other number
 */
export function largestFloat32Below(value: number): number {
  if (Math.fround(value) !== value || value === -Infinity) {
    throw new RangeError(`Found ${value}, expected a float32 that has another one below it.`);
  }
  single[0] = value;
  // The least below 0, also for -0.
  if (value === 0) singleBits[0] = 0x80000001 | 0;
  else singleBits[0]! += value > 0 ? -1 : 1;
  return single[0];
}

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer); // little-endian, as everywhere that Node runs

const EXPONENT_BIAS = 1023;
/** High word of the square root of 2: the mantissa is brought to [sqrt(1/2), sqrt(2)). */
const HALF_RANGE = 0x6_a09e;
const TWO_OVER_LN2 = 2.8853900817779268;

/**
 * The binary logarithm by additions, multiplications and divisions alone, which every IEEE 754 machine rounds
 * alike; `Math.log2` may differ between engines and from the kernel's. Within about 2 units in the last place.
 *
 * Formula: x = m 2^e, s = (m - 1) / (m + 1), log2 x = e + 2 / ln 2 (s + s^3 / 3 + s^5 / 5 + ...).
 *
 * @param value positive, finite and normal (at least 2.3e-308)
 */
export function log2(value: number): number {
  double[0] = value;
  const high = words[1]!;
  let exponent = (high >>> 20) - EXPONENT_BIAS;
  const mantissa = high & 0xf_ffff;
  let bias = EXPONENT_BIAS;
  if (mantissa >= HALF_RANGE) {
    exponent += 1;
    bias -= 1;
  }
  words[1] = mantissa | (bias << 20);
  const m = double[0];
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let sum = 1 / 21;
  for (let power = 19; power >= 1; power -= 2) sum = sum * z + 1 / power;
  return exponent + TWO_OVER_LN2 * s * sum;
}

/** Beyond it, e^x or its reciprocal would be too large. */
const LARGEST = 700;
const LOG2_E = 1.4426950408889634;
/** ln 2 in two parts, of which the first has few bits. */
const LN2_HIGH = 0.69314718036912381649;
const LN2_LOW = 1.90821492927058770002e-10;
/** Of r^11, r^10, ... 1. */
const TAYLOR = [
  1 / 39_916_800,
  1 / 3_628_800,
  1 / 362_880,
  1 / 40_320,
  1 / 5040,
  1 / 720,
  1 / 120,
  1 / 24,
  1 / 6,
  0.5,
  1,
  1,
];

/**
 * e^x to 13 digits, in steps that the kernel does two at a time (kernel/boosting/exp.ts): with 2^k r for e^x, and r by
 * its series.
 */
export function exp(number: number): number {
  const x = Math.max(Math.min(number, LARGEST), -LARGEST);
  const k = Math.floor(x * LOG2_E + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  return TAYLOR.reduce((sum, coefficient) => sum * r + coefficient) * 2 ** k;
}

/**
 * Numbers that loops make vectors of, in memory: a vector of a literal is made anew in each turn of a loop, in three or
 * four instructions, and one of these is loaded by one.
 */

/** 1.5 * 2^52: added to it, a whole number stands in the lowest bits. */
const SHIFT_VALUE: f64 = 6755399441055744;
const EXPONENT_BIAS: f64 = 1023;

const LITERALS: usize = memory.data<f64>([
  0.5,
  1,
  SHIFT_VALUE,
  SHIFT_VALUE + EXPONENT_BIAS,
  700,
  -700,
  1.4426950408889634,
  0.69314718036912381649,
  1.90821492927058770002e-10,
]);
// Where each is: for v128.load64_splat.
export const HALF: usize = LITERALS;
export const ONE: usize = LITERALS + 8;
export const SHIFT: usize = LITERALS + 16;
export const BIASED_SHIFT: usize = LITERALS + 24;
/** Beyond these, e^x or its reciprocal would be too large. */
export const HIGHEST: usize = LITERALS + 32;
export const LOWEST: usize = LITERALS + 40;
export const LOG2_E: usize = LITERALS + 48;
/** ln 2 in two parts, of which the first has few bits. */
export const LN2_HIGH: usize = LITERALS + 56;
export const LN2_LOW: usize = LITERALS + 64;

/** [12]: the coefficients of r^11, r^10, ... 1 in e^r. */
export const TAYLOR: usize = memory.data<f64>([
  1.0 / 39916800,
  1.0 / 3628800,
  1.0 / 362880,
  1.0 / 40320,
  1.0 / 5040,
  1.0 / 720,
  1.0 / 120,
  1.0 / 24,
  1.0 / 6,
  0.5,
  1,
  1,
]);

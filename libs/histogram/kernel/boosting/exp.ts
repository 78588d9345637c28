/** e^x of two numbers at once: src/boosting/exp.ts does the same steps, one by one. */

const LARGEST: f64 = 700;
const LOG2_E: f64 = 1.4426950408889634;
/** ln 2 in two parts, of which the first has few bits. */
const LN2_HIGH: f64 = 0.69314718036912381649;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
/** 1.5 * 2^52: added to it, a whole number stands in the lowest bits. */
const SHIFT: f64 = 6755399441055744;

export function expOf(numbers: v128): v128 {
  const x = f64x2.pmax(f64x2.pmin(numbers, f64x2.splat(LARGEST)), f64x2.splat(-LARGEST));
  const k = f64x2.floor(f64x2.add(f64x2.mul(x, f64x2.splat(LOG2_E)), f64x2.splat(0.5)));
  const high = f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH)));
  const r = f64x2.sub(high, f64x2.mul(k, f64x2.splat(LN2_LOW)));
  let sum = f64x2.splat(1.0 / 39916800);
  sum = inline.always(step(sum, r, 1.0 / 3628800));
  sum = inline.always(step(sum, r, 1.0 / 362880));
  sum = inline.always(step(sum, r, 1.0 / 40320));
  sum = inline.always(step(sum, r, 1.0 / 5040));
  sum = inline.always(step(sum, r, 1.0 / 720));
  sum = inline.always(step(sum, r, 1.0 / 120));
  sum = inline.always(step(sum, r, 1.0 / 24));
  sum = inline.always(step(sum, r, 1.0 / 6));
  sum = inline.always(step(sum, r, 0.5));
  sum = inline.always(step(sum, r, 1));
  sum = inline.always(step(sum, r, 1));
  // 2^k: k becomes the exponent's bits, of which SHIFT leaves the lowest.
  const whole = f64x2.add(k, f64x2.splat(SHIFT));
  const power = i64x2.shl(i64x2.add(whole, i64x2.splat(1023)), 52);
  return f64x2.mul(sum, power);
}

function step(sum: v128, r: v128, coefficient: f64): v128 {
  return f64x2.add(f64x2.mul(sum, r), f64x2.splat(coefficient));
}

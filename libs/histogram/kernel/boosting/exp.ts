/** e^x of two numbers at once: src/boosting/exp.ts does the same steps, one by one. */

import { BIASED_SHIFT, HALF, HIGHEST, LN2_HIGH, LN2_LOW, LOG2_E, LOWEST, TAYLOR } from './literals';

export function expOf(numbers: v128): v128 {
  const highest = v128.load64_splat(HIGHEST);
  const x = f64x2.pmax(f64x2.pmin(numbers, highest), v128.load64_splat(LOWEST));
  const scaled = f64x2.mul(x, v128.load64_splat(LOG2_E));
  const k = f64x2.floor(f64x2.add(scaled, v128.load64_splat(HALF)));
  const high = f64x2.sub(x, f64x2.mul(k, v128.load64_splat(LN2_HIGH)));
  const r = f64x2.sub(high, f64x2.mul(k, v128.load64_splat(LN2_LOW)));
  let sum = v128.load64_splat(TAYLOR);
  sum = inline.always(step(sum, r, 1));
  sum = inline.always(step(sum, r, 2));
  sum = inline.always(step(sum, r, 3));
  sum = inline.always(step(sum, r, 4));
  sum = inline.always(step(sum, r, 5));
  sum = inline.always(step(sum, r, 6));
  sum = inline.always(step(sum, r, 7));
  sum = inline.always(step(sum, r, 8));
  sum = inline.always(step(sum, r, 9));
  sum = inline.always(step(sum, r, 10));
  sum = inline.always(step(sum, r, 11));
  // 2^k: k becomes the exponent's bits, of which SHIFT leaves the lowest.
  const power = i64x2.shl(f64x2.add(k, v128.load64_splat(BIASED_SHIFT)), 52);
  return f64x2.mul(sum, power);
}

function step(sum: v128, r: v128, coefficient: u32): v128 {
  return f64x2.add(f64x2.mul(sum, r), v128.load64_splat(TAYLOR + (coefficient << 3)));
}

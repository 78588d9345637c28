/**
 * The largest denominator that a row may have. Fractions with denominators up to here are at least 2 ** -40
 * apart, so that a float64 stands for at most one of them, and continued fractions in float64 find it.
 */
export const MAX_DENOMINATOR = 2 ** 20;

/**
 * The smallest d up to MAX_DENOMINATOR such that every number of the row is `count / d` to the bit, for a
 * whole count; 0 if there is none.
 *
 * @param row numbers from 0 to about 1
 */
export function commonDenominator(row: ArrayLike<number>): number {
  let common = 1;
  for (let k = 0; k < row.length; k++) {
    const denominator = denominatorOf(row[k]!);
    if (denominator === 0) return 0;
    common = (common / greatestCommonDivisor(common, denominator)) * denominator;
    if (common > MAX_DENOMINATOR) return 0;
  }
  return common;
}

export function greatestCommonDivisor(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/**
 * The denominators of a number's continued fraction are those of its best approximations; p / q in lowest
 * terms is one of them whenever it is within 1 / (2 q²) of the number (Legendre), which rounding to float64
 * always is for such small q.
 */
function denominatorOf(value: number): number {
  if (Object.is(value, -0)) return 0; // 0 / d would lose its sign
  let previous = 0;
  let denominator = 1;
  let rest = value;
  while (denominator <= MAX_DENOMINATOR) {
    if (Math.round(value * denominator) / denominator === value) return denominator;
    rest = 1 / (rest - Math.floor(rest));
    [previous, denominator] = [denominator, Math.floor(rest) * denominator + previous];
  }
  return 0;
}

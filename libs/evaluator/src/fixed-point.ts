/**
 * `value` with `digits` decimals; a tie is rounded to even, as Python prints it
 * (0.125 is 0.12, 0.375 is 0.38). `toFixed` alone would take the larger: 0.13.
 *
 * @param value finite, at least 0, below 2^31
 * @param digits 0 to 9
 */
export function fixedPoint(value: number, digits: number): string {
  // value * 10^digits ends in .5 exactly when value is an odd number of 2^-(digits + 1): scaling by a power of
  // two is exact, so this never mistakes a number beside the midpoint for a tie.
  const parts = value * 2 ** (digits + 1);
  if (parts % 2 !== 1) return value.toFixed(digits);
  const below = (parts * 5 ** digits - 1) / 2;
  return ((below % 2 === 0 ? below : below + 1) / 10 ** digits).toFixed(digits);
}

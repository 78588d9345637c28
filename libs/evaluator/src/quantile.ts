/**
 * The value below which a share of the numbers lies, interpolated linearly between its neighbours as numpy's quantile
 * does by default.
 *
 * @param sorted ascending, at least one
 * @param share 0 to 1
 */
export function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const part = position - below;
  // From the nearer end, as numpy does, so that the digits are the same.
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
}

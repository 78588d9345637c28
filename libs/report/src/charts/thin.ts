/**
 * The points of a curve to draw: the first, the last, and those that are a visible step from the one before.
 * Both coordinates are shares.
 *
 * @param step the least distance, both axes added up
 * @returns indices, ascending
 */
export function thinCurve(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  step = 1 / 150,
): readonly number[] {
  const kept: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const last = kept.at(-1);
    const isFar =
      last === undefined || Math.abs(x[i]! - x[last]!) + Math.abs(y[i]! - y[last]!) >= step;
    if (isFar || i === x.length - 1) kept.push(i);
  }
  return kept;
}

/** At most `most` of 0 to count - 1, evenly spaced, including the first and the last. */
export function evenly(count: number, most: number): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}

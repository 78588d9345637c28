/** Which classes are shown, and in which order. */

/** Up to this many classes are all shown, in the schema's order, so that no bar jumps. */
export const MAX_FIXED = 10;

/** Of more classes, this many are shown, the likeliest first. */
const SHOWN = 8;

/** Indices of the classes to show. */
export function shownClasses(
  probabilities: readonly number[],
  showsAll: boolean,
): readonly number[] {
  const indices = probabilities.map((_, index) => index);
  if (showsAll || indices.length <= MAX_FIXED) return indices;
  return indices.sort((a, b) => probabilities[b]! - probabilities[a]! || a - b).slice(0, SHOWN);
}

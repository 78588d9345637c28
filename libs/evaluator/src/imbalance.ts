/**
 * Whether a class is rare: it has less than half of the rows that it would have if all classes were equally common,
 * with two classes less than a quarter.
 *
 * Accuracy does not show then how such a class fares: a model that never answers it loses less accuracy than half of
 * what the class is due. Metrics of the probabilities do, and they do not depend on where the line between the classes is
 * drawn.
 *
 * @param counts training rows of each class
 */
export function isImbalanced(counts: readonly number[]): boolean {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return 2 * counts.length * Math.min(...counts) < rows;
}

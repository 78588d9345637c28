/** What decides how levels are split. */
export interface LevelOrder {
  /** The number to order a level by, such as its mean. */
  readonly answerOf: (code: number) => number;
  /** The share of a split's gain that counts: see `levelSignal`. */
  readonly signal: number;
}

/** The best subset of so many gains about as much by chance as the best threshold of a number does. */
const FREE_LEVELS = 4;

/**
 * The share, 0 to 1, of the variance between levels that chance does not explain. The best of all subsets of many
 * levels gains much even where the levels say nothing, and a feature with more levels gains more (Strobl,
 * Boulesteix and Augustin 2007), so that it would win against features that say something. Of its gain only this
 * share counts when features are compared.
 *
 * Without a difference, the weighted variance between L levels is chi-squared times that of a sample, with L - 1
 * degrees of freedom. Four levels are free, as numbers have no such deduction: the L - 4 that are left, and half their
 * standard deviation for safety, are what chance explains.
 *
 * @param between the sum over levels of (their sum)^2 / weight, less the same of the node
 * @param perFreedom what chance adds to it for a degree of freedom: the sum of the samples' squares over their weight
 */
export function levelSignal(levelCount: number, between: number, perFreedom: number): number {
  if (levelCount <= FREE_LEVELS) return 1;
  const freedom = levelCount - FREE_LEVELS;
  return Math.max(0, 1 - (perFreedom * (freedom + Math.sqrt(freedom / 2))) / between);
}

import { EvaluationInputError } from './errors.ts';

/**
 * McNemar's exact test of two classifiers on the same rows: the probability that the rows which only one of them
 * gets right are divided at least as unevenly if both are equally good. Two-sided; equals scipy's
 * binomtest(onlyFirst, onlyFirst + onlySecond, 0.5).
 *
 * Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions or
 * percentages" (1947); T. Dietterich, "Approximate statistical tests for comparing supervised classification
 * learning algorithms" (1998).
 *
 * @param onlyFirst rows that the first alone gets right: a whole number from 0
 * @param onlySecond rows that the second alone gets right
 * @returns the p-value, above 0 and at most 1; 1 if they never differ
 * @throws {EvaluationInputError} for other numbers
 */
export function mcNemar(onlyFirst: number, onlySecond: number): number {
  if (![onlyFirst, onlySecond].every((count) => Number.isInteger(count) && count >= 0)) {
    throw new EvaluationInputError(
      `Found ${onlyFirst} and ${onlySecond} rows, expected two whole numbers from 0.`,
    );
  }
  const trials = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  if (fewer * 2 === trials) return 1;
  // The probability of exactly `fewer`, by logarithms: powers of two leave float64's range from 1,075 rows on.
  let logTerm = -trials * Math.LN2;
  for (let i = 1; i <= fewer; i++) logTerm += Math.log((trials - fewer + i) / i);
  // Of fewer and fewer: each term from the one before.
  let share = 1;
  let sum = 1;
  for (let i = fewer; i > 0 && share > sum * Number.EPSILON; i--) {
    share *= i / (trials - i + 1);
    sum += share;
  }
  return Math.min(1, Math.max(Number.MIN_VALUE, 2 * Math.exp(logTerm) * sum));
}

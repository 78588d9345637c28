/**
 * The sum of `term(0)` to `term(count - 1)`, with Neumaier's compensation: its error does not grow with the
 * number of terms, so that a metric does not depend on the order of the rows. Terms and sum must be finite.
 *
 * Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen" (1974).
 */
export function sumOf(count: number, term: (index: number) => number): number {
  let sum = 0;
  let lost = 0; // the rounding error of the sum so far
  for (let i = 0; i < count; i++) {
    const value = term(i);
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** The mean of `term(0)` to `term(count - 1)`; `count` is at least 1. */
export function meanOf(count: number, term: (index: number) => number): number {
  return sumOf(count, term) / count;
}

/** `numerator / denominator`, or 0 if the denominator is 0: scikit-learn's `zero_division=0`. */
export function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator;
}

import { EvaluationInputError } from './errors.ts';

/** The normal quantile of (1 + level) / 2 for each level of confidence. */
const QUANTILES = {
  0.9: 1.6448536269514722,
  0.95: 1.959963984540054,
  0.99: 2.5758293035489004,
} as const;

export type ConfidenceLevel = keyof typeof QUANTILES;

/** Both ends are inclusive, 0 <= lower <= upper <= 1. */
export interface ConfidenceInterval {
  readonly level: ConfidenceLevel;
  readonly lower: number;
  readonly upper: number;
}

/**
 * The confidence interval of a share from `successes` in `trials`. It is valid for few trials and for shares near
 * 0 and 1, where the usual plus-minus formula leaves [0, 1].
 *
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference" (1927), without
 * continuity correction; scipy's binomtest(...).proportion_ci(method="wilson").
 *
 * @param level 0.9, 0.95 or 0.99; default 0.95
 * @throws {EvaluationInputError} unless both are whole numbers with 0 <= successes <= trials and trials >= 1
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  level: ConfidenceLevel = 0.95,
): ConfidenceInterval {
  const areCounts = Number.isInteger(successes) && Number.isInteger(trials);
  if (!areCounts || trials < 1 || successes < 0 || successes > trials) {
    throw new EvaluationInputError(
      `Found ${successes} successes in ${trials} trials, expected whole numbers with at least one trial.`,
    );
  }
  const z = QUANTILES[level];
  const share = successes / trials;
  const denominator = trials + z * z;
  const center = (successes + (z * z) / 2) / denominator;
  const reach = (z / denominator) * Math.sqrt(successes * (1 - share) + (z * z) / 4);
  return {
    level,
    // Exact ends: rounding would put them just beside 0 and 1.
    lower: successes === 0 ? 0 : center - reach,
    upper: successes === trials ? 1 : center + reach,
  };
}

import { quantile } from '@lambda-forest/evaluator';

/** Quantiles of repeated measurements of the same thing. */
export interface Spread {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  /** The 5th percentile: the time that it takes when nothing interferes. */
  readonly undisturbed: number;
}

/** @param samples at least one */
export function spread(samples: readonly number[]): Spread {
  const sorted = Float64Array.from(samples).sort();
  return {
    median: quantile(sorted, 0.5),
    lowerQuartile: quantile(sorted, 0.25),
    upperQuartile: quantile(sorted, 0.75),
    undisturbed: quantile(sorted, 0.05),
  };
}

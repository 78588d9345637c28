/** What repeated measurements of one thing say. */
export interface Spread {
  readonly median: number;
  /** Between them lies the middle half. */
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  /** The 5th percentile: what it takes when nothing disturbs. */
  readonly undisturbed: number;
}

/** @param samples at least one */
export function spread(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    lowerQuartile: quantile(sorted, 0.25),
    upperQuartile: quantile(sorted, 0.75),
    undisturbed: quantile(sorted, 0.05),
  };
}

/** Linear between the two samples around the place, as numpy's default. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}

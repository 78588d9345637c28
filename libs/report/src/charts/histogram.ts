/** Counts of values in bins of equal width. */
export interface Histogram {
  readonly bins: readonly {
    readonly lower: number;
    readonly upper: number;
    readonly count: number;
  }[];
}

/**
 * @param values finite or NaN, which is left out
 * @param lower where the first bin begins
 * @param upper where the last one ends, inclusive; above `lower`, or one bin of no width
 */
export function histogram(
  values: Iterable<number>,
  lower: number,
  upper: number,
  binCount: number,
): Histogram {
  const bins = upper > lower ? binCount : 1;
  const counts = new Uint32Array(bins);
  const width = (upper - lower) / bins;
  for (const value of values) {
    if (!(value >= lower && value <= upper)) continue;
    counts[width > 0 ? Math.min(bins - 1, Math.floor((value - lower) / width)) : 0]!++;
  }
  return {
    bins: Array.from(counts, (count, i) => ({
      lower: lower + i * width,
      upper: i === bins - 1 ? upper : lower + (i + 1) * width,
      count,
    })),
  };
}

/** Counts of values in bins of equal width. */
export interface Histogram {
  readonly bins: readonly {
    readonly lower: number;
    readonly upper: number;
    readonly count: number;
  }[];
}

/**
 * A histogram from the smallest to the largest value. If all are whole numbers, each bin holds equally many of them:
 * otherwise some bins of a year or a count would hold two numbers and others one or none, and the shape would mislead.
 *
 * @param values finite or NaN, which is left out
 * @param lower the least value
 * @param upper the greatest
 * @param binCount bins at most; twice as many if each holds one number
 */
export function histogramOf(
  values: ArrayLike<number> & Iterable<number>,
  lower: number,
  upper: number,
  binCount: number,
): Histogram {
  if (!(upper > lower) || !areWhole(values)) return histogram(values, lower, upper, binCount);
  const numbers = upper - lower + 1;
  const width = numbers <= 2 * binCount ? 1 : Math.ceil(numbers / binCount);
  const bins = Math.ceil(numbers / width);
  return histogram(values, lower - 0.5, lower - 0.5 + bins * width, bins);
}

function areWhole(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i]!) && !Number.isInteger(values[i]!)) return false;
  }
  return true;
}

/**
 * @param values finite or NaN, which is left out
 * @param lower the start of the first bin
 * @param upper the end of the last bin, inclusive; if it equals `lower`, there is one bin without width
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

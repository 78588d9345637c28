/** The median. @param samples at least one */
export function middle(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** The sample below which a share of them lies. @param samples at least one */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

interface Weighted {
  readonly value: number;
  /** Above 0. */
  readonly weight: number;
}

/** The smallest value of which at least `quantile` of the weight is not above; at least one value. */
export function weightedQuantile(numbers: readonly Weighted[], quantile: number): number {
  const sorted = numbers.toSorted((a, b) => a.value - b.value);
  const enough = quantile * sorted.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  for (const { value, weight } of sorted) {
    below += weight;
    if (below >= enough) return value;
  }
  return sorted.at(-1)!.value;
}

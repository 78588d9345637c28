import type { Bag, GrowthProblem } from '../growth.ts';

/** The samples that reach a node, in the order of their rows: entries of equal index belong together. */
export interface Samples {
  /** Length n: rows of the table. */
  readonly rows: Uint32Array;
  /** Length n: how often the bag holds each. */
  readonly counts: Uint16Array;
  /** Length n: count times the row's weight. */
  readonly weights: Float64Array;
}

export function samplesOf({ rows, counts }: Bag, weights: Float64Array | undefined): Samples {
  return {
    rows,
    counts,
    weights: Float64Array.from(rows, (row, i) => counts[i]! * (weights?.[row] ?? 1)),
  };
}

/** The samples of which `keep` says 1 (`side` 1) or 0 (`side` 0), in their order. */
export function takeSide(samples: Samples, isLeft: Uint8Array, side: 0 | 1): Samples {
  const keep = (_: number, i: number) => isLeft[i] === side;
  return {
    rows: samples.rows.filter(keep),
    counts: samples.counts.filter(keep),
    weights: samples.weights.filter(keep),
  };
}

export function countSamples({ counts }: Samples): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The codes of one feature, one a sample. */
export function codesOf({ table }: GrowthProblem, feature: number, samples: Samples): Uint16Array {
  const column = table.columns[feature]!;
  return Uint16Array.from(samples.rows, (row) => column[row]!);
}

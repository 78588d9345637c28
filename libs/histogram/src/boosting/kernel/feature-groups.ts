import { NARROW_BINS, NARROW_LANES, WIDE_LANES } from '../../../kernel/boosting/abi.ts';

/** Features whose bins in one row share a word of 64 bits, in lanes of 8 bits, or of 16 if one has many bins. */
export interface FeatureGroup {
  readonly features: readonly number[];
  readonly isWide: boolean;
}

/**
 * Groups of about equally many features, as many for each thread.
 *
 * @param binCounts one entry a feature, its bin of missing values included
 */
export function groupFeatures(binCounts: readonly number[], threads: number): FeatureGroup[] {
  const features = [...binCounts.keys()];
  const isWide = (feature: number) => binCounts[feature]! > NARROW_BINS;
  return [
    ...spread(
      features.filter((feature) => !isWide(feature)),
      NARROW_LANES,
      threads,
    ).map((group) => ({ features: group, isWide: false })),
    ...spread(features.filter(isWide), WIDE_LANES, threads).map((group) => ({
      features: group,
      isWide: true,
    })),
  ];
}

function spread(features: readonly number[], most: number, threads: number): number[][] {
  const { length } = features;
  const count = Math.min(length, Math.ceil(length / (most * threads)) * threads);
  return Array.from({ length: count }, (_, group) =>
    features.slice(
      Math.round((group * length) / count),
      Math.round(((group + 1) * length) / count),
    ),
  );
}

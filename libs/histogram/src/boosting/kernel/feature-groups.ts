import { NARROW_BINS, NARROW_FEATURES, WIDE_FEATURES } from '../../../kernel/boosting/abi.ts';

/** Features that the kernel adds up together, row by row: all of them wide, with many bins, or none. */
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
      NARROW_FEATURES,
      threads,
    ).map((group) => ({ features: group, isWide: false })),
    ...spread(features.filter(isWide), WIDE_FEATURES, threads).map((group) => ({
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

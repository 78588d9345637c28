import { allNumbers } from '@lambda-forest/data';
import type { ClassificationDataset, Dataset, FeatureColumn } from '@lambda-forest/data';
import type { ColumnSource, GrowthLimits, Target } from '@lambda-forest/histogram';
import { DEFAULT_GROWTH_LIMITS } from '@lambda-forest/histogram';
import type { Feature } from '@lambda-forest/schema';

import { countFeatures } from '../forest-options.ts';
import type { ForestOptions } from '../forest-options.ts';
import type { SingleOptions } from '../learner-options.ts';

/** A dataset's columns without their names. */
export function columnSources({ schema, columns }: Dataset): ColumnSource[] {
  return schema.features.map((feature, index) => columnSource(feature, columns[index]!));
}

export function columnSource(feature: Feature, column: FeatureColumn): ColumnSource {
  const values = allNumbers(column);
  return feature.kind === 'numeric'
    ? { kind: 'numeric', values }
    : { kind: 'categorical', values, levelCount: feature.levels.length };
}

export function growthTarget(dataset: Dataset): Target {
  return dataset.task === 'classification'
    ? {
        kind: 'classification',
        classCount: dataset.schema.target.classes.length,
        values: dataset.target,
      }
    : { kind: 'regression', values: dataset.target };
}

export function growthLimits(options: ForestOptions, featureCount: number): GrowthLimits {
  return {
    ...DEFAULT_GROWTH_LIMITS,
    maxDepth: options.maxDepth ?? Infinity,
    minSamplesSplit: options.minSamplesSplit,
    minSamplesLeaf: options.minSamplesLeaf,
    minImpurityDecrease: options.minImpurityDecrease,
    maxLeafNodes: options.maxLeafNodes ?? Infinity,
    featuresPerSplit: countFeatures(options.maxFeatures, featureCount),
    criterion: options.criterion,
    splitter: options.splitter,
    maxBins: options.maxBins,
  };
}

/**
 * The weight of each row of the dataset: its own times that of its class. Undefined if every row
 * counts 1.
 *
 * @param rows the fit's: classes are balanced among these
 */
export function rowWeights(
  dataset: Dataset,
  rows: Uint32Array,
  { classWeight }: Pick<SingleOptions, 'classWeight'>,
): Float64Array | undefined {
  if (classWeight === null || dataset.task !== 'classification') return dataset.weights;
  const ofClass = balancedWeights(dataset, rows);
  const { target, weights } = dataset;
  return Float64Array.from(target, (klass, row) => ofClass[klass]! * (weights?.[row] ?? 1));
}

/**
 * The weight of each class that gives all classes among `rows` the same total weight: rows / (classes * rows of
 * the class), as scikit-learn's `balanced`. 1 for a class without rows.
 */
function balancedWeights(
  { target, schema }: ClassificationDataset,
  rows: Uint32Array,
): Float64Array {
  const counts = new Float64Array(schema.target.classes.length);
  for (const row of rows) counts[target[row]!]! += 1;
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count > 0 ? rows.length / (present * count) : 1));
}

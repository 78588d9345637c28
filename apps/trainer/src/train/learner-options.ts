import { snakeCaseKeys } from '@lambda-forest/text';
import type { Task } from '@lambda-forest/schema';
import type { ForestOptions } from '@lambda-forest/training';

import type { TrainOptions } from './train-options.ts';

/** The options that shape the forest itself, as engines take them. */
export function forestOptions(options: TrainOptions, task: Task): ForestOptions {
  return {
    nEstimators: options['n-estimators'],
    maxDepth: options['max-depth'],
    minSamplesSplit: options['min-samples-split'],
    minSamplesLeaf: options['min-samples-leaf'],
    maxFeatures: options['max-features'],
    bootstrap: options.bootstrap,
    criterion: options.criterion ?? (task === 'classification' ? 'gini' : 'squared_error'),
    splitter: options.splitter,
    minImpurityDecrease: options['min-impurity-decrease'],
    maxLeafNodes: options['max-leaf-nodes'],
    classWeight: options['class-weight'] === 'none' ? null : options['class-weight'],
    maxBins: options['max-bins'],
    randomState: options['random-state'],
  };
}

/** Options by name, as plain JSON. */
export type OptionRecord = Readonly<Record<string, string | number | boolean | null>>;

/** The same as JSON, under scikit-learn's names: what the model remembers of how it was made. */
export function describeForestOptions(options: ForestOptions): OptionRecord {
  const { maxFeatures } = options;
  return snakeCaseKeys({
    ...options,
    maxFeatures:
      maxFeatures.kind === 'count'
        ? maxFeatures.count
        : maxFeatures.kind === 'fraction'
          ? maxFeatures.fraction
          : maxFeatures.kind,
  });
}

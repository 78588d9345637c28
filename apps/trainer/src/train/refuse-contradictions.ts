import { UsageError } from '@lambda-forest/cli';
import type { Dataset } from '@lambda-forest/data';

import { requireMetricOf } from '../evaluate/metrics.ts';
import type { TrainOptions } from './train-options.ts';

/** What is meant for classes has no meaning for a quantity, and asking for it must not pass unnoticed. */
export function refuseContradictions({ task, schema }: Dataset, options: TrainOptions): void {
  requireMetricOf(schema, options.metric);
  if (task === 'classification') {
    if (options.loss === undefined) return;
    throw new UsageError(
      `Found --loss for the classes of ${schema.target.name}, expected it with a quantity only: classes have the log-loss.`,
      'Leave it out, or say --task=regression.',
    );
  }
  const forClasses = [
    ['split', options.split === 'stratified'],
    ['min-accuracy', options['min-accuracy'] !== undefined],
    ['class-weight', options['class-weight'] !== 'none'],
    [
      `criterion=${options.criterion}`,
      options.criterion === 'gini' || options.criterion === 'entropy',
    ],
  ] as const;
  for (const [name, isGiven] of forClasses) {
    if (!isGiven) continue;
    throw new UsageError(
      `Found --${name} for the target ${schema.target.name}, a quantity, expected it with classes only.`,
      'Leave it out, or say --task=classification.',
    );
  }
}

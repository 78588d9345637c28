import { UsageError } from '@lambda-forest/cli';
import type { Dataset } from '@lambda-forest/data';
import { METRICS } from '@lambda-forest/evaluator';
import type { Task } from '@lambda-forest/schema';

import { requireMetricOf } from '../evaluate/metrics.ts';
import type { TrainOptions } from './train-options.ts';

const OTHER = { classification: 'regression', regression: 'classification' } as const;

/**
 * What is meant for classes has no meaning for a quantity, and the other way round; asking for it must not pass
 * unnoticed.
 *
 * @throws {UsageError} naming the option
 */
export function refuseContradictions({ task, schema }: Dataset, options: TrainOptions): void {
  requireMetricOf(schema, options.metric);
  const { name } = schema.target;
  const target =
    task === 'classification' ? `the classes of ${name}` : `the target ${name}, a quantity`;
  refuseOptions(task, `for ${target}`, options);
}

/** The same as far as the options tell it, before anything is read. */
export function refuseContradictoryOptions(options: TrainOptions): void {
  const { task, metric } = options;
  if (task === 'auto') return;
  const where = `with --task=${task}`;
  if (metric !== undefined && METRICS[metric].task !== task) {
    throw contradiction(`metric=${metric}`, where, OTHER[task]);
  }
  refuseOptions(task, where, options);
}

function refuseOptions(task: Task, where: string, options: TrainOptions): void {
  const { criterion, loss, split } = options;
  const isOfClasses = criterion === 'gini' || criterion === 'entropy';
  const ofTask = {
    classification: {
      'split=stratified': split === 'stratified',
      'min-accuracy': options['min-accuracy'] !== undefined,
      [`class-weight=${options['class-weight']}`]: options['class-weight'] !== 'none',
      [`criterion=${criterion}`]: isOfClasses,
    },
    regression: {
      [`loss=${loss}`]: loss !== undefined,
      [`criterion=${criterion}`]: !!criterion && !isOfClasses,
    },
  }[OTHER[task]];
  for (const [given, isGiven] of Object.entries(ofTask)) {
    if (isGiven) throw contradiction(given, where, OTHER[task]);
  }
}

/**
 * @param given the option, with its value if others are for both tasks
 * @param task that it is for
 */
function contradiction(given: string, where: string, task: Task): UsageError {
  const only = task === 'classification' ? 'classes' : 'a quantity';
  return new UsageError(
    `Found --${given} ${where}, expected it with ${only} only.`,
    `Leave it out, or say --task=${task}.`,
  );
}

import { UsageError } from '@lambda-forest/cli';
import { DEFAULT_ENGINE_NAME } from '@lambda-forest/training';

import { learnerOf } from '../learner-options.ts';
import { STDIN } from '../locations.ts';
import type { TrainOptions } from '../train-options.ts';

/**
 * Refuses, before anything is read, what needs the whole table in one process.
 *
 * @throws {UsageError} naming the option
 */
export function refuseWholeOnly(options: TrainOptions): void {
  if (options.workers === undefined) {
    if (options['piece-mb'] === undefined) return;
    throw new UsageError(
      'Found --piece-mb without --workers, expected both: without them the table is read as a whole.',
      'Add --workers, or leave it out.',
    );
  }
  if (learnerOf(options) !== 'forest') {
    throw new UsageError(
      'Found --workers without --learner=forest, expected a forest: boosting adds one tree after the other, on one machine, and choosing compares the two.',
      'Add --learner=forest, or leave out --workers.',
    );
  }
  const given = [
    ['search', options.search !== 'none'],
    ['sample-weight', options['sample-weight'] !== undefined],
    ['group-column', options['group-column'] !== undefined],
    ['time-column', options['time-column'] !== undefined],
    ['test-data', options['test-data'] !== undefined],
    ['scaler', options.scaler !== 'none'],
    ['missing', options.missing === 'error'],
    ['engine', (options.engine ?? DEFAULT_ENGINE_NAME) !== DEFAULT_ENGINE_NAME],
    ['data', options.data === STDIN],
  ] as const;
  const found = given.find(([, isGiven]) => isGiven);
  if (found === undefined) return;
  const [name] = found;
  throw new UsageError(
    `Found --${name}=${String(options[name])} with --workers, expected one of the two: it needs the table as a whole.`,
    `Leave out --${name} or --workers.`,
  );
}

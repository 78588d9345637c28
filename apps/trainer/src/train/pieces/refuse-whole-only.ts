import { UsageError } from '@lambda-forest/cli';
import { DEFAULT_ENGINE_NAME } from '@lambda-forest/training';

import { learnerOf } from '../learner-options.ts';
import { S3, STDIN } from '../locations.ts';
import type { TrainOptions } from '../train-options.ts';

/** The largest table that boosting was measured with on one machine: docs/scale.md has the measurements. */
export const BOOSTED = { millionRows: 14, columns: 28, gb: 10 } as const;

/**
 * Refuses, before anything is read, what needs the whole table in one process, and what means nothing without pieces.
 *
 * @throws {UsageError} naming the option
 */
export function refuseWholeOnly(options: TrainOptions): void {
  const isOnAws = options.on === 'aws';
  if (isOnAws) requireAddress(options);
  else refuseStage(options);
  if (!isOnAws && options.workers === undefined) {
    if (options['piece-mb'] === undefined) return;
    throw new UsageError(
      'Found --piece-mb without --workers, expected both: without them the table is read as a whole.',
      'Add --workers, or leave it out.',
    );
  }
  const way = isOnAws ? '--on=aws' : '--workers';
  if (learnerOf(options) !== 'forest') {
    throw new UsageError(
      `Found ${way} without --learner=forest, expected a forest: boosting adds one tree after the other, on one machine, and choosing compares the two.`,
      `Add --learner=forest, or leave out ${way}: boosting takes ${BOOSTED.millionRows} million rows of ${BOOSTED.columns} numbers in about ${BOOSTED.gb} GB of memory.`,
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
    `Found --${name}=${String(options[name])} with ${way}, expected one of the two: it needs the table as a whole.`,
    `Leave out --${name} or ${way}.`,
  );
}

function requireAddress({ data, workers }: TrainOptions): void {
  if (workers !== undefined) {
    throw new UsageError(
      'Found --workers with --on=aws, expected one of them.',
      'How much is done at a time there is "batch.concurrency" of the configuration.',
    );
  }
  if (data?.startsWith(S3) === true) return;
  throw new UsageError(
    `Found ${data === undefined ? 'no --data' : `--data=${data}`} with --on=aws, expected an address such as s3://BUCKET/PREFIX.`,
    'Copy the table to S3 and name it with --data, or leave out --on=aws.',
  );
}

function refuseStage(options: TrainOptions): void {
  const given = (['stage', 'config', 'dry-run', 'resume'] as const).find(
    (name) => options[name] !== undefined && options[name] !== false,
  );
  if (given === undefined) return;
  throw new UsageError(
    `Found --${given} without --on=aws, expected both: this machine trains without a stage.`,
    `Add --on=aws, or leave out --${given}.`,
  );
}

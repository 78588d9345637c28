import { count, option } from '@lambda-forest/text';
import { singleIssue } from '@lambda-forest/table';

import type { Fold } from './fold-rows.ts';
import { partition, THE_DATASET } from './split-rows.ts';
import type { Split } from './split-rows.ts';

/**
 * Holds out the latest rows, about testSize of all. Rows of one moment stay together, so that no test row is as
 * early as a training row.
 *
 * @param times per row, finite; smaller is earlier
 * @param testSize above 0, below 1
 * @param source what messages call the data
 * @throws {DataValidationError} if all rows are of one moment
 */
export function splitByTime(times: Float64Array, testSize: number, source = THE_DATASET): Split {
  const sorted = times.toSorted();
  const wanted = Math.floor(sorted.length * (1 - testSize));
  const first = sorted[0]!;
  const at = sorted[Math.min(Math.max(wanted, 1), sorted.length - 1)]!;
  // The moment of the first test row; where that is the very first moment, the next one.
  const start = at > first ? at : sorted.find((time) => time > first);
  if (start === undefined) {
    throw singleIssue(
      source,
      {
        message: `found ${count(times.length, 'row')} of one moment, expected earlier and later ones`,
      },
      `Split by something else than ${option('time-column')}.`,
    );
  }
  return partition(Uint8Array.from(times, (time) => Number(time >= start)));
}

/**
 * Folds that only look back: rows are put in order of time and cut into folds + 1 blocks; each fold trains on all
 * blocks before its own, as scikit-learn's TimeSeriesSplit does.
 *
 * @param rows indices into `times`
 * @throws {DataValidationError} for fewer rows than blocks
 */
export function foldByTime(
  times: Float64Array,
  rows: Uint32Array,
  folds: number,
  source = THE_DATASET,
): readonly Fold[] {
  const blocks = folds + 1;
  if (rows.length < blocks) {
    throw singleIssue(
      `the training rows of ${source}`,
      {
        message: `found ${count(rows.length, 'row')}, expected at least ${blocks}, one for each fold and one before`,
      },
      `Add rows or use fewer folds (${option('folds')}).`,
    );
  }
  const ordered = rows.toSorted((a, b) => times[a]! - times[b]! || a - b);
  const size = Math.floor(rows.length / blocks);
  const start = rows.length - folds * size; // the first block takes what is left over
  return Array.from({ length: folds }, (_, fold) => ({
    train: ordered.slice(0, start + fold * size),
    validation: ordered.slice(start + fold * size, start + (fold + 1) * size),
  }));
}

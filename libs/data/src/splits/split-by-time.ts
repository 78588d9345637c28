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
 * Folds that only look back: rows are put in order of time and cut into folds + 1 blocks of about the same size; each
 * fold trains on all blocks before its own, as scikit-learn's TimeSeriesSplit does. Rows of one moment stay in one
 * block, so that every training row is earlier than every row of the fold.
 *
 * @param rows indices into `times`
 * @throws {DataValidationError} for fewer moments than blocks
 */
export function foldByTime(
  times: Float64Array,
  rows: Uint32Array,
  folds: number,
  source = THE_DATASET,
): readonly Fold[] {
  const ordered = rows.toSorted((a, b) => times[a]! - times[b]! || a - b);
  const starts = momentStarts(times, ordered);
  if (starts.length <= folds) {
    throw singleIssue(
      `the training rows of ${source}`,
      {
        message: `found ${count(starts.length, 'moment')} in ${count(rows.length, 'row')}, expected at least ${folds + 1}, one for each fold and one before`,
      },
      `Add rows of other moments or use fewer folds (${option('folds')}).`,
    );
  }
  const cuts = cutAtMoments(starts, rows.length, folds);
  return cuts.map((start, fold) => ({
    train: ordered.slice(0, start),
    validation: ordered.slice(start, cuts[fold + 1]),
  }));
}

/** Where in rows in order of time each moment starts: ascending, the first is 0. */
function momentStarts(times: Float64Array, ordered: Uint32Array): number[] {
  const isFirst = (row: number, i: number) => i === 0 || times[row]! > times[ordered[i - 1]!]!;
  return [...ordered.keys()].filter((i) => isFirst(ordered[i]!, i));
}

/**
 * The start of each fold's block: where blocks of one size would be cut, moved back to the start of the moment there,
 * with at least one moment left for each block.
 */
function cutAtMoments(starts: readonly number[], rowCount: number, folds: number): number[] {
  const size = Math.floor(rowCount / (folds + 1));
  const first = rowCount - folds * size; // the first block takes what is left over
  const cuts: number[] = [];
  let moment = 0;
  for (let fold = 0; fold < folds; fold++) {
    const wanted = first + fold * size;
    const last = starts.length - (folds - fold);
    moment++;
    while (moment < last && starts[moment + 1]! <= wanted) moment++;
    cuts.push(starts[moment]!);
  }
  return cuts;
}

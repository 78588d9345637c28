import { UsageError } from '@lambda-forest/cli';
import {
  foldByGroup,
  foldByTime,
  foldRows,
  partition,
  splitByGroup,
  splitByTime,
  splitRows,
} from '@lambda-forest/data';
import type { Fold, ReadDataset, Split } from '@lambda-forest/data';
import type { SplitKind } from '@lambda-forest/serializer';

import type { DataFile } from '../reading/read-data-file.ts';
import type { TrainOptions } from './train-options.ts';

/** How the rows are divided, and into what. */
export interface Division {
  readonly kind: SplitKind;
  /** The column of time or groups. */
  readonly column?: string;
  readonly split: Split;
  /** Of the training rows. */
  readonly folds: readonly Fold[];
}

/**
 * Refuses, before anything is read, two ways to split at once.
 *
 * @throws {UsageError}
 */
export function requireOneSplit(options: TrainOptions): void {
  const given = (['split', 'time-column', 'group-column', 'test-data'] as const).filter((name) =>
    name === 'split' ? options.split !== 'auto' : options[name] !== undefined,
  );
  if (given.length < 2) return;
  throw new UsageError(
    `Found ${given.map((name) => `--${name}`).join(' and ')}, expected one way to hold rows out.`,
    'Leave all but one of them out.',
  );
}

/** @throws {DataValidationError} for a table that cannot be split so */
export function divide(
  { dataset, groups, times }: ReadDataset,
  file: DataFile,
  options: TrainOptions,
): Division {
  const { folds } = options;
  const { source } = file;
  const seed = options['random-state'];
  const testSize = options['test-size'];
  const stratified = options.split !== 'random';
  if (times !== undefined) {
    const split = splitByTime(times, testSize, source);
    const column = options['time-column']!;
    return { kind: 'time', column, split, folds: foldByTime(times, split.train, folds, source) };
  }
  if (groups !== undefined) {
    const split = splitByGroup(groups, { testSize, seed, source });
    const column = options['group-column']!;
    return {
      kind: 'group',
      column,
      split,
      folds: foldByGroup(groups, split.train, { folds, seed, source }),
    };
  }
  const { firstTestRow } = file;
  const split =
    firstTestRow === undefined
      ? splitRows(dataset, { testSize, seed, stratified, source })
      : partition(Uint8Array.from(dataset.columns[0]!, (_, row) => Number(row >= firstTestRow)));
  const kind =
    firstTestRow !== undefined
      ? 'file'
      : stratified && dataset.task === 'classification'
        ? 'stratified'
        : 'random';
  return {
    kind,
    split,
    folds: foldRows(dataset, split.train, { folds, seed, stratified, source }),
  };
}

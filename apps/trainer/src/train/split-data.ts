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
import { singleIssue } from '@lambda-forest/table';
import { count, quote } from '@lambda-forest/text';

import type { DataFile } from '../reading/read-data-file.ts';
import { DEFAULT_TEST_SIZE } from './options/split-options.ts';
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
 * Refuses, before anything is read, two ways to split at once, and a share of the rows where a file holds them.
 *
 * @throws {UsageError}
 */
export function requireOneSplit(options: TrainOptions): void {
  const given: string[] = (['split', 'time-column', 'group-column', 'test-data'] as const).filter(
    (name) => (name === 'split' ? options.split !== 'auto' : options[name] !== undefined),
  );
  if (options['test-data'] !== undefined && options['test-size'] !== DEFAULT_TEST_SIZE) {
    given.push('test-size');
  }
  if (given.length < 2) return;
  throw new UsageError(
    `Found ${given.map((name) => `--${name}`).join(' and ')}, expected one way to hold rows out.`,
    'Leave all but one of them out.',
  );
}

/** @throws {DataValidationError} for a table that cannot be split so, or whose training rows have one target */
export function divide(read: ReadDataset, file: DataFile, options: TrainOptions): Division {
  const division = divideRows(read, file, options);
  requireTwoTargets(read, division.split.train, file.source);
  return division;
}

/** A table has at least two; all of the training rows may still have the same one. */
function requireTwoTargets(
  { dataset: { target, schema } }: ReadDataset,
  rows: Uint32Array,
  source: string,
): void {
  const first = target[rows[0]!]!;
  if (rows.some((row) => target[row] !== first)) return;
  const value = schema.task === 'classification' ? schema.target.classes[first]! : String(first);
  throw singleIssue(
    `the training rows of ${source}`,
    {
      column: schema.target.name,
      message: `found only ${quote(value)} in ${count(rows.length, 'row')}, expected at least two different targets`,
    },
    'Add rows with another target, or hold rows out in another way.',
  );
}

function divideRows(
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
      : partition(Uint8Array.from(dataset.target, (_, row) => Number(row >= firstTestRow)));
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

import { foldByGroup, foldByTime, foldRows } from '@lambda-forest/data';
import type { Dataset, Fold } from '@lambda-forest/data';

/**
 * Each row of a fit gets the numbers that nine tenths of the others give its name: nearly as many as a new row will get,
 * and few enough folds for a name's numbers not to tell apart its own rows.
 */
const FOLDS = 10;

/** What rows must not learn from each other, and which names may come. */
export interface EncodingOptions {
  /** Seed of the folds. 0 to 4,294,967,295. */
  readonly seed: number;
  /** Length rowCount: rows of a group get nothing from each other. */
  readonly groups?: Uint32Array | undefined;
  /** Length rowCount: rows get nothing from later ones, or from those of the same moment. */
  readonly times?: Float64Array | undefined;
  /** Columns that have no other names than the dataset. Default: none; an unseen name counts as the mean of all. */
  readonly closed?: ReadonlySet<string> | undefined;
}

/**
 * Who learns from whom: the `validation` rows of a fold get the numbers of its `train` rows. A row that is in no
 * `validation` learns from nobody: the first ones in time, or all, where there is only one group or moment.
 *
 * @param rows the fit's, each once
 */
export function encodingFolds(
  dataset: Dataset,
  rows: Uint32Array,
  { seed, groups, times }: EncodingOptions,
): readonly Fold[] {
  const apart = groups ?? times;
  const parts =
    apart === undefined ? rows.length : new Set(Array.from(rows, (row) => apart[row])).size;
  const folds = Math.min(FOLDS, times === undefined ? parts : parts - 1);
  if (parts < 2) return [];
  if (times !== undefined) return foldByTime(times, rows, folds);
  if (groups !== undefined) return foldByGroup(groups, rows, { folds, seed });
  return foldRows(dataset, rows, { folds, seed, stratified: false });
}

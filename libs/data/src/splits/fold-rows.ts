import type { Dataset } from '../dataset/dataset.ts';
import { seededRandom, shuffle } from './random.ts';
import { requireRowsForFolds } from './require-rows-for-folds.ts';
import { groupPositions } from '../dataset/rows.ts';
import { THE_DATASET } from './split-rows.ts';

export interface FoldOptions {
  /** How many folds: an integer of at least 2. */
  readonly folds: number;
  /** Integer from 0 to 4,294,967,295. */
  readonly seed: number;
  /** Whether each fold gets every class in its share, as far as its rows go. Default true. */
  readonly stratified?: boolean;
  /** What messages call the data. Default: the dataset. */
  readonly source?: string | undefined;
}

/** One round of cross-validation: train on the other folds, validate on this one. */
export interface Fold {
  /** Row indices, in the order of the rows given. */
  readonly train: Uint32Array;
  /** Row indices, in the order of the rows given. */
  readonly validation: Uint32Array;
}

/**
 * Deals rows into folds at random. Each row is validated once. Folds differ by at most one row in size and,
 * for classification, in each class.
 *
 * The result depends on the rows, their classes, `folds` and `seed` alone: not on the features, on what was
 * drawn before, on the machine or on the time.
 *
 * @param rows indices into the dataset, each once; errors call them the training rows if they are not all
 * @throws {DataValidationError} for fewer rows than folds, in all or in the classes of most rows
 * @throws {RangeError} for options out of bounds
 */
export function foldRows(
  dataset: Dataset,
  rows: Uint32Array,
  { folds, seed, stratified = true, source = THE_DATASET }: FoldOptions,
): readonly Fold[] {
  if (!Number.isInteger(folds) || folds < 2) {
    throw new RangeError(`Found ${folds} folds, expected an integer of at least 2.`);
  }
  const random = seededRandom(seed);
  const groups = groupPositions(dataset, rows, stratified);
  requireRowsForFolds({
    dataset,
    rows,
    groups: groupPositions(dataset, rows),
    folds,
    stratified,
    source,
  });

  const foldOf = new Uint32Array(rows.length); // by position in rows
  const sizes = new Uint32Array(folds);
  // Each class goes on dealing where the one before it ended: that keeps the folds' sizes equal.
  let fold = 0;
  for (const group of groups) {
    shuffle(group, random);
    for (const position of group) {
      foldOf[position] = fold;
      sizes[fold]!++;
      fold = (fold + 1) % folds;
    }
  }
  return Array.from(sizes, (size, i) => takeFold(rows, foldOf, i, size));
}

function takeFold(rows: Uint32Array, foldOf: Uint32Array, fold: number, size: number): Fold {
  const train = new Uint32Array(rows.length - size);
  const validation = new Uint32Array(size);
  let trainLength = 0;
  let validationLength = 0;
  for (let position = 0; position < rows.length; position++) {
    if (foldOf[position] === fold) validation[validationLength++] = rows[position]!;
    else train[trainLength++] = rows[position]!;
  }
  return { train, validation };
}

import type { Dataset } from '@lambda-forest/data';
import { option } from '@lambda-forest/text';

import { InvalidOptionError, TrainingInputError } from './errors.ts';
import type { ForestOptions } from './forest-options.ts';

/** @throws {TrainingInputError} for no rows, or one that the dataset does not have */
export function requireRows(dataset: Dataset, rows: Uint32Array): void {
  if (rows.length === 0) {
    throw new TrainingInputError(
      'Found no rows to fit on, expected at least one.',
      'Leave some rows for training.',
    );
  }
  const outside = rows.find((row) => row >= dataset.rowCount);
  if (outside !== undefined) {
    throw new TrainingInputError(
      `Found row index ${outside}, expected 0 to ${dataset.rowCount - 1}.`,
      'Take the indices from a split of the same dataset.',
    );
  }
}

/**
 * Checks that the criterion fits the target.
 *
 * @param rows the fit's
 * @throws {InvalidOptionError} for a criterion of quantities where classes are predicted
 * @throws {TrainingInputError} for a value below 0 where the criterion is `poisson`
 */
export function requireCriterion(
  { task, target }: Dataset,
  rows: Uint32Array,
  { criterion }: ForestOptions,
): void {
  if (task === 'classification') {
    if (criterion === 'gini' || criterion === 'entropy') return;
    throw new InvalidOptionError('criterion', criterion, 'gini or entropy for classes');
  }
  const negative = criterion === 'poisson' ? rows.find((row) => target[row]! < 0) : undefined;
  if (negative !== undefined) {
    throw new TrainingInputError(
      `Found the target ${target[negative]!}, expected none below 0 with the criterion poisson.`,
      `Correct the value, or use ${option('criterion')}=squared_error.`,
      negative,
    );
  }
}

/**
 * For engines that support only numeric features without missing values.
 *
 * @throws {TrainingInputError} naming the first feature that is categorical, or has a missing or infinite value
 */
export function requireFiniteNumbers(dataset: Dataset, engine: string): void {
  for (const [index, { kind, name }] of dataset.schema.features.entries()) {
    if (kind === 'categorical') {
      throw new TrainingInputError(
        `Found the categorical feature "${name}", but the engine ${engine} expects numeric ones only.`,
        'Leave the column out or turn it into numbers.',
      );
    }
    const column = dataset.columns[index]!;
    const row = column.findIndex((value) => !Number.isFinite(value));
    if (row !== -1) {
      const found = Number.isNaN(column[row]) ? 'a missing value' : 'an infinite value';
      throw new TrainingInputError(
        `Found ${found} of feature "${name}", but the engine ${engine} expects finite numbers only.`,
        'Leave such rows out or fill the values in.',
        row,
      );
    }
  }
}

import { allNumbers } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { kernelBytes, MAX_BAG_SAMPLES, MAX_KERNEL_BYTES } from '@lambda-forest/histogram';
import type { GrowthProblem, TreeRows } from '@lambda-forest/histogram';
import { count, formatInteger, option, quote } from '@lambda-forest/text';

import type { BoostingOptions } from './boosting-options.ts';
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
 * Checks that trees can be grown from the table at once.
 *
 * @param problem what they are grown from
 * @throws {TrainingInputError} saying how many shards it takes
 */
export function requireGrowable(problem: GrowthProblem, tree: TreeRows): void {
  const bytes = kernelBytes(problem, tree);
  const { fitRows } = tree;
  if (bytes <= MAX_KERNEL_BYTES && fitRows <= MAX_BAG_SAMPLES) return;
  const ofShards = kernelBytes(problem, { ...tree, rowCount: fitRows });
  const gigabytes = (number: number) => (number / 1e9).toFixed(1);
  const excess = Math.max(ofShards / MAX_KERNEL_BYTES, fitRows / MAX_BAG_SAMPLES);
  const shards = Math.max(2, Math.ceil(1.05 * excess)); // none has exactly its share of the rows
  throw new TrainingInputError(
    bytes > MAX_KERNEL_BYTES
      ? `Found ${formatInteger(tree.rowCount)} rows of ${count(problem.table.features.length, 'feature')} to grow a tree on, which takes ${gigabytes(bytes)} GB, expected at most ${gigabytes(MAX_KERNEL_BYTES)} GB.`
      : `Found ${formatInteger(fitRows)} rows to grow a tree on, expected at most ${formatInteger(MAX_BAG_SAMPLES)}.`,
    `Grow each tree on a part of the rows: ${option('row-shards')}=${shards}.`,
  );
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
  if (criterion === 'poisson') requireCounts(target, rows, 'criterion');
}

/**
 * Checks that boosting can lower its loss.
 *
 * @throws {InvalidOptionError} for a constraint that cannot be kept
 * @throws {TrainingInputError} for a value below 0 where the loss is `poisson`
 */
export function requireBoostable(
  { task, target, schema }: Dataset,
  rows: Uint32Array,
  { loss, monotonic }: BoostingOptions,
): void {
  if (task === 'regression' && loss === 'poisson') requireCounts(target, rows, 'loss');
  const constrained = schema.features.filter(({ name }) => Object.hasOwn(monotonic, name));
  if (constrained.length === 0) return;
  const categorical = constrained.find(({ kind }) => kind === 'categorical');
  if (categorical !== undefined) {
    throw new InvalidOptionError('monotonic', quote(categorical.name), 'numeric features only');
  }
  if (schema.task === 'classification' && schema.target.classes.length > 2) {
    const expected = 'none with three or more classes';
    throw new InvalidOptionError('monotonic', quote(constrained[0]!.name), expected);
  }
}

function requireCounts(target: ArrayLike<number>, rows: Uint32Array, name: string): void {
  const negative = rows.find((row) => target[row]! < 0);
  if (negative === undefined) return;
  throw new TrainingInputError(
    `Found the target ${target[negative]!}, expected none below 0 with the ${name} poisson.`,
    `Correct the value, or use ${option(name)}=squared_error.`,
    negative,
  );
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
    const column = allNumbers(dataset.columns[index]!);
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

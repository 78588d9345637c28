import { count, option } from '@lambda-forest/text';
import { singleIssue } from '@lambda-forest/table';
import type { DataValidationError } from '@lambda-forest/table';

import type { Dataset } from '../dataset/dataset.ts';
import { seededRandom, shuffle } from './random.ts';
import { allRows, groupPositions } from '../dataset/rows.ts';

export interface SplitOptions {
  /** Share of the rows to hold out: above 0, below 1. */
  readonly testSize: number;
  /** Integer from 0 to 4,294,967,295. */
  readonly seed: number;
  /** Whether each part gets every class in its share. Default true. */
  readonly stratified?: boolean;
  /** What messages call the data. Default: the dataset. */
  readonly source?: string | undefined;
}

/** Two parts that have no row in common and together have every row. */
export interface Split {
  /** Row indices, ascending; at least one. */
  readonly train: Uint32Array;
  /** Row indices, ascending; at least one. */
  readonly test: Uint32Array;
}

/** What messages call data without a name. */
export const THE_DATASET = 'the dataset';

/** Products such as 0.07 * 100 come out a little above the whole number that they mean. */
const ROUNDING = 1e-9;

/**
 * Holds out a random part of the rows. The test part has testSize of all rows, rounded up. For
 * classification it has testSize of each class, less than one row off (largest remainders are rounded up
 * first), and the last row of a class always stays in train, even if test gets smaller by it.
 *
 * The result depends on the target's classes, `testSize` and `seed` alone: not on the features, on what was
 * drawn before, on the machine or on the time.
 *
 * @throws {DataValidationError} if no row can be held out: a single row, or a single row in each class
 * @throws {RangeError} for options out of bounds
 */
export function splitRows(
  dataset: Dataset,
  { testSize, seed, stratified = true, source = THE_DATASET }: SplitOptions,
): Split {
  if (!(testSize > 0 && testSize < 1)) {
    throw new RangeError(`Found test size ${testSize}, expected a number above 0 and below 1.`);
  }
  const random = seededRandom(seed);
  const groups = groupPositions(dataset, allRows(dataset), stratified);
  const testCounts = allocate(
    groups.map((group) => group.length),
    testSize,
  );
  const testCount = testCounts.reduce((sum, part) => sum + part, 0);
  if (testCount === 0) {
    throw tooFewRows(dataset, source);
  }

  const isTest = new Uint8Array(dataset.rowCount);
  for (const [i, group] of groups.entries()) {
    shuffle(group, random);
    for (const row of group.subarray(0, testCounts[i])) isTest[row] = 1;
  }
  return partition(isTest);
}

/** @param isTest per row, 1 if it is held out */
export function partition(isTest: Uint8Array): Split {
  const testCount = isTest.reduce((sum, flag) => sum + flag, 0);
  const train = new Uint32Array(isTest.length - testCount);
  const test = new Uint32Array(testCount);
  let trainLength = 0;
  let testLength = 0;
  for (let row = 0; row < isTest.length; row++) {
    if (isTest[row] === 1) test[testLength++] = row;
    else train[trainLength++] = row;
  }
  return { train, test };
}

function tooFewRows({ task, rowCount, schema }: Dataset, source: string): DataValidationError {
  const found = `found ${count(rowCount, 'row')}`;
  if (task === 'regression' || rowCount === 1) {
    const message = `${found}, expected at least two: one to train on and one to test on`;
    return singleIssue(source, { message }, 'Add rows.');
  }
  const message = `${found}, no two of the same class, expected classes with rows to train on and rows to test on`;
  return singleIssue(
    source,
    { column: schema.target.name, message },
    `Choose another target (${option('target')}) or add rows of each class.`,
  );
}

/**
 * How many rows of each group to hold out: the whole part of its share, and one more where the fraction
 * that this cuts off is largest, until the total is reached. No group gives away its last row.
 */
function allocate(sizes: readonly number[], testSize: number): number[] {
  const rowCount = sizes.reduce((sum, size) => sum + size, 0);
  const total = Math.max(1, Math.ceil(testSize * rowCount - ROUNDING));
  const shares = sizes.map((size) => testSize * size);
  const counts = shares.map(Math.floor);
  let missing = total - counts.reduce((sum, part) => sum + part, 0);
  const byFraction = [...sizes.keys()].sort(
    (a, b) => shares[b]! - counts[b]! - (shares[a]! - counts[a]!) || a - b,
  );
  for (const group of byFraction) {
    if (missing <= 0) break;
    if (counts[group]! + 1 >= sizes[group]!) continue;
    counts[group]!++;
    missing--;
  }
  return counts;
}

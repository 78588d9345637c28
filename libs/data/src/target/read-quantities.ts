import { count, option, quote } from '@lambda-forest/text';
import type { IssueList } from '@lambda-forest/table';

import { readNumbers } from '../kinds/read-as.ts';
import { addMissing, at } from './read-numbers.ts';
import type { Table } from '../table/table.ts';

/**
 * Larger targets are refused: models are judged by squares of their differences, and these, added up, would
 * leave the range of float64 (1.8e308).
 */
const MAX_MAGNITUDE = 1e140;

/** Targets that differ by less are refused: squares of what is between them would all be 0. */
const MIN_RANGE = 1e-140;

/** Of the largest target: numbers that differ by less are one, computed in several ways. */
const ROUNDING = 8 * Number.EPSILON;

/** Of all weights together times the largest target: squares of it must not overflow either. */
const MAX_WEIGHTED = 1e150;

const isWhole = (value: number) => Number.isInteger(value);

const TARGET_REMEDY = `Correct the value or leave its row out; if the target is a class, say so (${option('task')}=classification).`;

/** One column as a target of regression: its bad cells, numbers out of bounds and a lone value added to `issues`. */
export function readQuantities(table: Table, column: number, issues: IssueList): Float64Array {
  const numbers = readNumbers(table, column, issues, TARGET_REMEDY);
  addMissing(table, column, numbers, issues);
  for (let row = 0; row < numbers.length; row++) {
    if (!(Math.abs(numbers[row]!) > MAX_MAGNITUDE)) continue; // NaN is an issue already
    const place = at(table, column, row);
    const message = `found ${quote(place.value)}, expected a target from -${MAX_MAGNITUDE} to ${MAX_MAGNITUDE}`;
    issues.add({ ...place, message }, 'Correct the value or give the target in a larger unit.');
  }
  const [least, greatest] = [Math.min, Math.max].map((most) =>
    numbers.reduce((a, b) => most(a, b), numbers[0]!),
  );
  const range = greatest! - least!;
  const { column: name, value } = at(table, column, 0);
  if (range > 0 && range < MIN_RANGE) {
    const message = `found targets that differ by at most ${range}, expected by at least ${MIN_RANGE}`;
    issues.add({ column: name, message }, 'Give the target in a smaller unit.');
  }
  if (range > 0 && range <= ROUNDING * Math.max(-least!, greatest!) && !numbers.every(isWhole)) {
    const message = `found only values from ${least} to ${greatest}, which are equal but for rounding, expected at least two values`;
    issues.add({ column: name, message }, 'Add rows with another value or choose another target.');
  }
  if (range === 0) {
    const message = `found only the value ${quote(value)} in ${count(table.rowCount, 'row')}, expected at least two values`;
    issues.add(
      { column: name, value, message },
      'Add rows with another value or choose another target.',
    );
  }
  return numbers;
}

/** Adds an issue where weights and targets are small enough each, but not together. */
export function refuseLargeProducts(
  table: Table,
  weight: number,
  weights: Float64Array,
  targets: Float64Array,
  issues: IssueList,
): void {
  const sum = weights.reduce((total, one) => total + one, 0);
  const largest = targets.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  if (!(sum * largest > MAX_WEIGHTED)) return;
  const message = `found weights that sum to ${sum} beside targets as large as ${largest}, expected a product of at most ${MAX_WEIGHTED}`;
  issues.add(
    { column: table.header[weight]!, message },
    'Divide all weights by one number: only their ratios count.',
  );
}

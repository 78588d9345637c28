import { option, quote } from '@lambda-forest/text';
import type { IssueList } from '@lambda-forest/table';

import { readNumbers } from '../kinds/read-as.ts';
import { addMissing, at } from './read-numbers.ts';
import type { Table } from '../table/table.ts';

/**
 * Larger targets are refused: models are judged by squares of their differences, and these, added up, would
 * leave the range of float64 (1.8e308).
 */
const MAX_MAGNITUDE = 1e140;

const TARGET_REMEDY = `Correct the value or leave its row out; if the target is a class, say so (${option('task')}=classification).`;

/** One column as a target of regression: its bad cells and too large numbers added to `issues`. */
export function readQuantities(table: Table, column: number, issues: IssueList): Float64Array {
  const numbers = readNumbers(table, column, issues, TARGET_REMEDY);
  addMissing(table, column, numbers, issues);
  for (let row = 0; row < numbers.length; row++) {
    if (!(Math.abs(numbers[row]!) > MAX_MAGNITUDE)) continue; // NaN is an issue already
    const place = at(table, column, row);
    const message = `found ${quote(place.value)}, expected a target from -${MAX_MAGNITUDE} to ${MAX_MAGNITUDE}`;
    issues.add({ ...place, message }, 'Correct the value or give the target in a larger unit.');
  }
  return numbers;
}

import { enumerate, quote } from '@lambda-forest/text';

import type { Dataset } from '../dataset/dataset.ts';
import { allNumbers } from '../dataset/feature-column.ts';
import { lineOf } from '../table/table.ts';
import type { Table } from '../table/table.ts';
import { writtenNumbers } from './written-numbers.ts';
import type { Suspicion } from './suspicion.ts';

/** With fewer rows, or values that are not 0, a sum is mostly chance. */
const FEWEST = 4;
/** Of a sum: what adding up decimals in another order may change. */
const TOLERANCE = 1e-9;
/** Of the columns: in a row of totals it is most of them, and among ten thousand some last values are sums by chance. */
const LEAST_SHARE = 0.01;
const MAX_NAMES = 3;

/** A last row whose quantities are the sums of those above it: a line of totals is none of the things counted. */
export function findTotals(table: Table, dataset: Dataset): Suspicion[] {
  const columns = writtenNumbers(dataset);
  const names = columns.flatMap(({ name, values }) => (isTotal(allNumbers(values)) ? [name] : []));
  if (names.length === 0 || names.length < LEAST_SHARE * columns.length) return [];
  const message = `the last row (line ${lineOf(table, dataset.rowCount - 1)}) may be a total: in ${enumerate(names.map(quote), MAX_NAMES)} it has the sum of all rows above it; if so, take it out`;
  return [{ code: 'totals', message }];
}

/** Whether the last value is the sum of all others. */
function isTotal(values: ArrayLike<number>): boolean {
  const last = values.length - 1;
  let [sum, size, terms] = [0, 0, 0];
  for (let i = 0; i < last; i++) {
    const value = values[i]!;
    if (Number.isNaN(value) || value === 0) continue;
    sum += value;
    size += Math.abs(value);
    terms++;
  }
  const isEqual = Math.abs(sum - values[last]!) <= TOLERANCE * size;
  return isEqual && terms >= FEWEST && sum !== 0 && Number.isFinite(size);
}

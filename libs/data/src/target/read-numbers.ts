import { quote } from '@lambda-forest/text';
import type { IssueList } from '@lambda-forest/table';

import { UNIT_REMEDY } from '../kinds/odd-cells.ts';
import { readNumbers } from '../kinds/read-as.ts';
import { placeOf } from '../table/table.ts';
import type { Table } from '../table/table.ts';

/** How to fix a cell that is empty, or written as NA, NaN, null or ?. */
export const FILL_REMEDY = 'Fill in missing values, or leave their rows or column out.';

/** Of a column that has values down to where no row has one: what Excel writes of a note or of blank lines below a table. */
const TAIL_REMEDY =
  'If the last lines are blank or notes, take them out; else fill in missing values, or leave the column out.';

/**
 * Smaller and larger weights are refused: forests add up squares of weights, and these, or what is left of them,
 * would leave the range of float64 (2e-308 to 1.8e308).
 */
const MIN_WEIGHT = 1e-100;
const MAX_WEIGHT = 1e100;

/** One column as weights: numbers from 1e-100 to 1e100, in every row. */
export function readWeights(table: Table, column: number, issues: IssueList): Float64Array {
  const weights = readNumbers(table, column, issues);
  addMissing(table, column, weights, issues);
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    if (Number.isNaN(weight) || (weight >= MIN_WEIGHT && weight <= MAX_WEIGHT)) continue; // NaN is an issue already
    const place = at(table, column, row);
    const found = `found the weight ${quote(place.value)}, expected a number`;
    if (weight <= 0) {
      issues.add(
        { ...place, message: `${found} above 0` },
        'Leave rows out that are not to count.',
      );
    } else {
      issues.add(
        { ...place, message: `${found} from ${MIN_WEIGHT} to ${MAX_WEIGHT}` },
        'Divide all weights by one number: only their ratios count.',
      );
    }
  }
  return weights;
}

/** Adds an issue for each row that has no value where each must have one. Cells that are odd have theirs. */
export function addMissing(
  table: Table,
  index: number,
  values: Float64Array,
  issues: IssueList,
): void {
  const column = table.columns[index]!;
  const odd = new Set('odd' in column ? column.odd.map(({ row }) => row) : []);
  const counts = column.form === 'text' ? undefined : column.counts;
  const isOther = (row: number) => row > 0 || (counts?.[0] ?? 1) > 1;
  const others = values.findIndex((value, row) => isOther(row) && Number.isNaN(value));
  const remedy = others === -1 ? UNIT_REMEDY : isTail(values) ? TAIL_REMEDY : FILL_REMEDY;
  for (let row = 0; row < values.length; row++) {
    if (!Number.isNaN(values[row]!) || odd.has(row)) continue;
    const place = at(table, index, row);
    if (column.form === 'words' && !table.isMissing(place.value)) continue; // an odd word
    const spelling = place.value === '' ? '' : ` (${quote(place.value)})`;
    const alike = (counts?.[row] ?? 1) - 1;
    issues.add(
      { ...place, ...(alike > 0 && { alike }), message: `found no value${spelling}, expected one` },
      remedy,
    );
  }
}

function isTail(values: Float64Array): boolean {
  const first = values.findIndex(Number.isNaN);
  return first > 0 && values.subarray(first).every(Number.isNaN);
}

export interface CellPlace {
  readonly source?: string;
  readonly row: number;
  readonly column: string;
  readonly value: string;
}

/** Where the user finds a cell. */
export function at(table: Table, index: number, row: number): CellPlace {
  const column = table.columns[index]!;
  let value = '';
  if (column.form === 'words') value = column.words[column.codes[row]!]!.trim();
  else if (column.form === 'numbers' && !Number.isNaN(column.values[row]!)) {
    value = String(column.values[row]!);
  }
  return { ...placeOf(table, row), column: table.header[index]!, value };
}

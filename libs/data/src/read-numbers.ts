import { isMissing, readDecimal } from './cell.ts';
import type { DataIssue } from './errors.ts';
import type { IssueList } from './issue-list.ts';
import type { Table } from './table.ts';
import { quote } from './text.ts';

/** How to fix a cell that is empty, or written as NA, NaN, null or ?. */
export const FILL_REMEDY = 'Fill in missing values, or leave their rows or column out.';
const NUMBER_REMEDY =
  'Correct the value, leave the column out or encode it as numbers (such as one 0/1 column per level).';

/**
 * One column as numbers, each of its bad cells added to `issues` (and NaN in the result).
 *
 * @param remedy for cells that are no numbers
 */
export function readNumbers(
  table: Table,
  column: number,
  issues: IssueList,
  remedy = NUMBER_REMEDY,
): Float64Array {
  const cells = table.columns[column]!;
  const numbers = new Float64Array(cells.length);
  let bad = 0;
  for (let i = 0; i < cells.length; i++) {
    const number = readDecimal(cells[i]!.trim());
    if (number === undefined) bad++;
    numbers[i] = number ?? NaN;
  }
  if (bad === cells.length) addTextColumn(table, column, issues, remedy);
  else if (bad > 0) addBadCells(table, column, numbers, issues, remedy);
  return numbers;
}

/** One column as weights: numbers above 0. */
export function readWeights(table: Table, column: number, issues: IssueList): Float64Array {
  const weights = readNumbers(table, column, issues);
  for (let row = 0; row < weights.length; row++) {
    if (!(weights[row]! <= 0)) continue; // NaN is an issue already
    const place = at(table, column, row);
    const message = `found the weight ${quote(place.value)}, expected a number above 0`;
    issues.add({ ...place, message }, 'Leave rows out that are not to count.');
  }
  return weights;
}

/** A column of words is one problem, not one for each of its rows. */
function addTextColumn(table: Table, column: number, issues: IssueList, remedy: string): void {
  const cells = table.columns[column]!;
  const word = cells.findIndex((cell) => !isMissing(cell.trim()));
  const place = at(table, column, Math.max(word, 0));
  if (word === -1) {
    issues.add({ ...place, message: 'found no value in any row, expected numbers' }, FILL_REMEDY);
  } else {
    const message = `found ${quote(place.value)} and no number in any row, expected numbers`;
    issues.add({ ...place, message }, remedy);
  }
}

function addBadCells(
  table: Table,
  column: number,
  numbers: Float64Array,
  issues: IssueList,
  remedy: string,
): void {
  for (let row = 0; row < numbers.length; row++) {
    if (!Number.isNaN(numbers[row])) continue;
    const place = at(table, column, row);
    if (isMissing(place.value)) {
      issues.add(missingValue(place), FILL_REMEDY);
    } else {
      const message = `found ${quote(place.value)}, expected a finite decimal number`;
      issues.add({ ...place, message }, remedy);
    }
  }
}

/** @param place of a cell without a value */
export function missingValue(place: CellPlace): DataIssue {
  const spelling = place.value === '' ? '' : ` (${quote(place.value)})`;
  return { ...place, message: `found no value${spelling}, expected one` };
}

export interface CellPlace {
  readonly row: number;
  readonly column: string;
  readonly value: string;
}

/** Where a person finds a cell. */
export function at(table: Table, column: number, row: number): CellPlace {
  return {
    row: table.lines[row]!,
    column: table.header[column]!,
    value: table.columns[column]![row]!.trim(),
  };
}

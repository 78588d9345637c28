import { enumerate, option, quote } from '@lambda-forest/text';
import { numberReader } from '@lambda-forest/schema';

import type { Column } from '../columns/column.ts';
import { PlainColumn } from '../columns/plain-cells.ts';
import { rowsOfWords } from '../kinds/tidy-words.ts';
import { lineOf } from '../table/table.ts';
import type { Table } from '../table/table.ts';
import type { Suspicion } from './suspicion.ts';

/** From this share of the names on. */
const MANY = 0.5;
const MAX_NAMES = 3;
/** With fewer rows, a row whose cells are in no other one is chance. */
const FEWEST_ROWS = 10;

/** Names that look like cells: the first line may be a row, and the names missing. */
export function describeHeader(table: Table): Suspicion[] {
  if (isFirstRowOfNames(table)) {
    const message = `line ${lineOf(table, 0)} may be a second line of names, or of units: its cells stand in no other row, of which all others repeat theirs; if so, leave it out with ${option('skip-rows-after-header')}=1`;
    return [{ code: 'header', message }];
  }
  const named = [...table.header.keys()].filter(
    (index) => !table.nameless.has(table.header[index]!),
  );
  const cells = named.filter((index) => isCell(table, index));
  const names = cells.map((index) => table.header[index]!);
  const numbers = names.map((name, i) => numberReader(table.formats[cells[i]!])(name));
  // 2019 may well be a name, and one word that is both a name and a level says nothing.
  const isSaid = numbers.some((number) => !Number.isNaN(number) && !Number.isInteger(number));
  const isMost = names.length > 1 && names.length >= MANY * named.length;
  if (!isSaid && !(isMost && numbers.some(Number.isNaN))) return [];
  const repeated = repeatedLine(table, named);
  if (repeated !== undefined) {
    const message = `line ${repeated} repeats the names of the columns, as where files are put together: take it out`;
    return [{ code: 'header', message }];
  }
  const shown = enumerate(names.map(quote), MAX_NAMES);
  const message = `the first line may be a row: ${shown} ${names.length === 1 ? 'is' : 'are'} named like a cell of the column; if so, put a line with the columns' names above it`;
  return [{ code: 'header', message }];
}

/** Whether the cells of the first row alone are in no other row, in all columns, and at least two. */
function isFirstRowOfNames({ columns, rowCount, isMissing }: Table): boolean {
  const read = columns.filter((column) => column.form !== 'text');
  if (rowCount < FEWEST_ROWS || read.length < 2) return false;
  return read.every((column) => {
    if (column.form !== 'words' || column instanceof PlainColumn || column.counts !== undefined) {
      return false;
    }
    const rows = rowsOfWords(column);
    const first = column.codes[0]!;
    const isName = rows[first] === 1 && !isMissing(column.words[first]!.trim());
    return isName && rows.every((count, code) => code === first || count > 1);
  });
}

/** The first line that has the name of each column where no other line has one of them, as far as cells are kept. */
function repeatedLine(table: Table, named: readonly number[]): string | undefined {
  const rows = named.map((index) => rowsNamed(table.columns[index]!, table.header[index]!));
  const [first, ...others] = rows.filter((each) => each !== undefined);
  const row = first?.[0];
  if (row === undefined || others.some((each) => String(each) !== String(first))) return undefined;
  return lineOf(table, row);
}

/** The rows in which a column has its own name, or undefined if nothing is known of single rows. */
function rowsNamed(column: Column, name: string): readonly number[] | undefined {
  if (column.form === 'text' || column.counts !== undefined) return undefined;
  if (column.form === 'words') {
    const isName = column.words.map((word) => word.trim() === name);
    return [...column.codes.keys()].filter((row) => isName[column.codes[row]!]);
  }
  return column.odd.filter(({ text }) => text.trim() === name).map(({ row }) => row);
}

/** Whether the name of a column is a number among numbers, or one of the column's own texts. */
function isCell({ header, columns, formats }: Table, index: number): boolean {
  const name = header[index]!;
  const column = columns[index]!;
  const readNumber = numberReader(formats[index]);
  const isNumber = (text: string) => !Number.isNaN(readNumber(text));
  if (isNumber(name)) {
    return column.form === 'numbers' || (column.form === 'words' && column.words.some(isNumber));
  }
  if (column.form !== 'words' || column instanceof PlainColumn) return false;
  return column.words.some((word) => word.trim() === name);
}

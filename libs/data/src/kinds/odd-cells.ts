/** Reports the cells that contradict the kind of their column. */
import { formatInteger, option, quote } from '@lambda-forest/text';
import type { IssueList } from '@lambda-forest/table';
import { describeDate, NOT_HELD, numberFault } from '@lambda-forest/schema';

import { MAX_WORDS } from '../columns/column-builder.ts';
import type { NumberColumn, TimeColumn, WordColumn } from '../columns/column.ts';
import { placeOf } from '../table/table.ts';
import type { Table } from '../table/table.ts';
import { tidyWords } from './tidy-words.ts';
import type { TidyWords } from './tidy-words.ts';

export const VALUE_REMEDY = `Correct the value, name it as a missing marker (${option('missing-values')}), or say in ${option('schema')} what the column is.`;

/** What a column of numbers takes. */
export const A_NUMBER = 'a finite decimal number';

/** A number with marks that are not those of its column. */
const MARKED = /^[+-]?\d+(?:[.,'’ \xa0\u2009\u202f]\d+)+$/;
const MARKS_REMEDY = `Write the number as the column's others, or name its marks with ${option('decimal')} and ${option('thousands')}.`;

/** Of a column whose first row alone does not fit, or has no value. */
export const UNIT_REMEDY = `If the line below the header has units or other names, leave it out with ${option('skip-rows-after-header')}=1; else correct the value.`;

/** Cells whose word has no value, in the order of their rows. A column without any is one problem. */
export function addOddWords(
  table: Table,
  index: number,
  column: WordColumn,
  tidy: TidyWords,
  valueOf: Float64Array,
  expected: string,
  issues: IssueList,
  remedy = VALUE_REMEDY,
): void {
  const bad = tidy.words.filter((_, word) => Number.isNaN(valueOf[word]!)).length;
  if (bad === 0) return;
  if (bad === tidy.words.length && tidy.present > 1) {
    addWholeColumn(table, index, expected, issues, remedy);
    return;
  }
  const isOdd = tidy.words.map((_, word) => Number.isNaN(valueOf[word]!));
  const rows = [...column.codes.keys()].filter((row) => isOdd[tidy.of[column.codes[row]!]!]);
  const countOf = (row: number) => column.counts?.[row] ?? 1;
  const cells = rows.reduce((sum, row) => sum + countOf(row), 0);
  for (const row of rows) {
    const word = tidy.words[tidy.of[column.codes[row]!]!]!;
    addOddCell(table, index, row, word, expected, issues, cells, remedy, countOf(row) - 1);
  }
}

/** The odd cells that a column of values noted, and how many more there are. */
export function addOdd(
  table: Table,
  index: number,
  column: NumberColumn | TimeColumn,
  issues: IssueList,
  remedy = VALUE_REMEDY,
): void {
  const expected = column.form === 'numbers' ? A_NUMBER : describeDate(column.format);
  for (const { row, text } of column.odd) {
    addOddCell(table, index, row, text.trim(), expected, issues, column.oddCount, remedy);
  }
  issues.addUnlisted(column.oddCount - column.odd.length);
}

function addOddCell(
  table: Table,
  index: number,
  row: number,
  value: string,
  expected: string,
  issues: IssueList,
  oddCells: number,
  remedy: string,
  alike = 0,
): void {
  const column = table.header[index]!;
  const fault = expected === A_NUMBER && NOT_HELD[numberFault(value, table.formats[index]!)];
  const message = `found ${quote(value)}${fault ? `, ${fault}` : ''}, expected ${expected}`;
  const isUnit = row === 0 && oddCells === 1;
  const mended = MARKED.test(value) ? MARKS_REMEDY : isUnit ? UNIT_REMEDY : remedy;
  const more = alike > 0 ? { alike } : {};
  issues.add({ ...placeOf(table, row), column, value, ...more, message }, mended);
}

/** A column of something else altogether is one problem, not one for each of its rows. */
export function addWholeColumn(
  table: Table,
  index: number,
  expected: string,
  issues: IssueList,
  remedy = VALUE_REMEDY,
): void {
  const column = table.header[index]!;
  const content = table.columns[index]!;
  if (content.form === 'words') {
    const { words, of } = tidyWords(content, table.isMissing);
    const row = content.codes.findIndex((code) => of[code]! >= 0);
    const value = words[0] ?? '';
    const message = `found ${quote(value)} and no such value in any row, expected ${expected}`;
    issues.add({ ...placeOf(table, Math.max(row, 0)), column, value, message }, remedy);
  } else {
    const found = {
      text: `more than ${formatInteger(MAX_WORDS)} different texts`,
      numbers: 'thousands of different numbers',
      times: 'thousands of different date-times',
    }[content.form];
    issues.add({ column, message: `found ${found}, expected ${expected}` }, remedy);
  }
}

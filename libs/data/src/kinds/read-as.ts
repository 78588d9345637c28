/** Reads a column as a given kind. Cells of another kind are added to the issues. */
import { count, formatInteger, option, quote } from '@lambda-forest/text';
import type { IssueList } from '@lambda-forest/table';
import {
  DATE_FORMATS,
  describeDate,
  isTooLong,
  MAX_TEXT_LENGTH,
  numberReader,
  readDateTime,
  readKnownBoolean,
} from '@lambda-forest/schema';
import type { DateFormat } from '@lambda-forest/schema';

import { commonFormat, MAX_WORDS } from '../columns/column-builder.ts';
import type { WordColumn } from '../columns/column.ts';
import type { Table } from '../table/table.ts';
import type { ColumnContent } from './column-content.ts';
import { A_NUMBER, addOdd, addOddWords, addWholeColumn, VALUE_REMEDY } from './odd-cells.ts';
import { tidyWords, valuesOf } from './tidy-words.ts';
import type { TidyWords } from './tidy-words.ts';

/**
 * One column as numbers; cells that are not numbers are added to `issues` (and are NaN in the result).
 *
 * @param remedy for cells that are not numbers
 */
export function readNumbers(
  table: Table,
  index: number,
  issues: IssueList,
  remedy = VALUE_REMEDY,
): Float64Array {
  const column = table.columns[index]!;
  if (column.form === 'numbers') {
    addOdd(table, index, column, issues, remedy);
    return column.values;
  }
  if (column.form !== 'words') {
    addWholeColumn(table, index, A_NUMBER, issues, remedy);
    return new Float64Array(table.rowCount).fill(NaN);
  }
  const tidy = tidyWords(column, table.isMissing);
  const numbers = Float64Array.from(tidy.words, numberReader(table.formats[index]));
  addOddWords(table, index, column, tidy, numbers, A_NUMBER, issues, remedy);
  return valuesOf(column, tidy, numbers);
}

/** @param given the format; by default the one that most cells have */
export function readMoments(
  table: Table,
  index: number,
  issues: IssueList,
  given: DateFormat | undefined,
): ColumnContent {
  const column = table.columns[index]!;
  if (column.form === 'times' && (given === undefined || given === column.format)) {
    addOdd(table, index, column, issues);
    return { kind: 'datetime', format: column.format, values: column.values };
  }
  const tidy = column.form === 'words' ? tidyWords(column, table.isMissing) : undefined;
  const format = given ?? commonFormat(tidy?.words ?? [])?.format;
  if (column.form === 'words' && format === undefined && tidy!.present > 0) {
    const message = `found ${quote(tidy!.words[0]!)}, a date in an unknown format`;
    issues.add(
      { column: table.header[index]!, message },
      `Name its "format" in ${option('schema')}: ${DATE_FORMATS.join(', ')}.`,
    );
    return { kind: 'datetime', format: 'iso', values: new Float64Array(table.rowCount) };
  }
  const known = format ?? 'iso';
  const values = readWords(table, index, issues, describeDate(known), (word) =>
    readDateTime(word, known),
  );
  return { kind: 'datetime', format: known, values };
}

/** @param given the levels, and no others; by default those that it has, sorted */
export function readLevels(
  table: Table,
  index: number,
  issues: IssueList,
  given: readonly string[] | undefined,
): ColumnContent {
  const column = table.columns[index]!;
  if (column.form !== 'words') {
    addWholeColumn(table, index, `at most ${formatInteger(MAX_WORDS)} levels`, issues);
    return { kind: 'categorical', levels: [], values: new Float64Array(table.rowCount).fill(NaN) };
  }
  const tidy = tidyWords(column, table.isMissing);
  if (tidy.words.length > MAX_WORDS) {
    const message = `found ${count(tidy.words.length, 'level')}, expected at most ${formatInteger(MAX_WORDS)}`;
    issues.add(
      { column: table.header[index]!, message },
      'Put levels together, or leave the column out.',
    );
  }
  if (given === undefined) return withLevels(column, tidy, sortLevels(tidy.words));
  const codes = codesOfListed(table, index, column, tidy, given, issues);
  return { kind: 'categorical', levels: given, values: valuesOf(column, tidy, codes) };
}

/** Each word's place among the levels that `--schema` lists; others are added to `issues`. */
export function codesOfListed(
  table: Table,
  index: number,
  column: WordColumn,
  tidy: TidyWords,
  listed: readonly string[],
  issues: IssueList,
): Float64Array {
  const codeOf = new Map(listed.map((level, code) => [level, code]));
  const codes = Float64Array.from(tidy.words, (word) => codeOf.get(word) ?? NaN);
  const expected = `one of the levels that ${option('schema')} lists`;
  const remedy = 'Add the level, or correct the value.';
  addOddWords(table, index, column, tidy, codes, expected, issues, remedy);
  return codes;
}

/** Names or text: as many as there are. */
export function readTexts(
  table: Table,
  index: number,
  kind: 'names' | 'text',
  issues: IssueList,
): ColumnContent {
  const column = table.columns[index]!;
  if (column.form !== 'words') {
    addWholeColumn(table, index, kind, issues);
    return { kind, levels: [], values: new Float64Array(table.rowCount).fill(NaN) };
  }
  const tidy = tidyWords(column, table.isMissing);
  const isRefused = (word: string) => kind === 'text' && isTooLong(word);
  const codes = Float64Array.from(tidy.words, (word, code) => (isRefused(word) ? NaN : code));
  const expected = `at most ${formatInteger(MAX_TEXT_LENGTH)} characters`;
  const remedy = 'Shorten the text, or leave the column out.';
  addOddWords(table, index, column, tidy, codes, expected, issues, remedy);
  return { kind, levels: tidy.words, values: valuesOf(column, tidy, codes) };
}

function sortLevels(words: readonly string[]): readonly string[] {
  const readNumber = numberReader();
  const areNumbers = words.every((word) => !Number.isNaN(readNumber(word)));
  return areNumbers ? words.toSorted((a, b) => Number(a) - Number(b)) : words.toSorted();
}

/** A column of these levels, in this order. */
export function withLevels(
  column: WordColumn,
  tidy: TidyWords,
  levels: readonly string[],
): ColumnContent {
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const codes = tidy.words.map((word) => codeOf.get(word) ?? NaN);
  return { kind: 'categorical', levels, values: valuesOf(column, tidy, codes) };
}

function readWords(
  table: Table,
  index: number,
  issues: IssueList,
  expected: string,
  read: (word: string) => number | undefined,
): Float64Array {
  const column = table.columns[index]!;
  if (column.form !== 'words') {
    addWholeColumn(table, index, expected, issues);
    return new Float64Array(table.rowCount).fill(NaN);
  }
  const tidy = tidyWords(column, table.isMissing);
  const values = Float64Array.from(tidy.words, (word) => read(word) ?? NaN);
  addOddWords(table, index, column, tidy, values, expected, issues);
  return valuesOf(column, tidy, values);
}

export function readBooleans(table: Table, index: number, issues: IssueList): ColumnContent {
  const values = readWords(table, index, issues, 'true or false', (word) => {
    const value = readKnownBoolean(word);
    return value === undefined ? undefined : Number(value);
  });
  return { kind: 'boolean', values };
}

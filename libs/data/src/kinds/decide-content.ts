/**
 * Decides what a column is: what a person said, or else what its cells look like. Cells that contradict the rest
 * of their column are told and not guessed at.
 */
import { BOOLEAN_LEVELS, isBooleanPair, readBoolean, readDateTime } from '@lambda-forest/schema';
import type { DateFormat } from '@lambda-forest/schema';

import { commonFormat, MAX_WORDS } from '../columns/column-builder.ts';
import type { Column, NumberColumn, TimeColumn, WordColumn } from '../columns/column.ts';
import { numberReader } from '../columns/number-reader.ts';
import type { IssueList } from '../issue-list.ts';
import { placeOf } from '../table.ts';
import type { Table } from '../table.ts';
import { count, quote } from '../text.ts';
import type { ColumnChoice } from './column-choice.ts';
import type { ColumnContent, LeftOut, LeftOutReason } from './column-content.ts';
import { tidyWords, valuesOf } from './tidy-words.ts';
import type { TidyWords } from './tidy-words.ts';

/** From this share of one kind on, cells of another are taken for mistakes. */
const CLEAR_MAJORITY = 0.9;
/** So many different words among numbers are markers of something rather than levels. */
const MAX_MARKERS = 3;
/** Numbers of fewer different values may be levels that are numbered, such as 0, 1, 2 and 3+. */
const MAX_NUMBERED_LEVELS = 20;
/** Texts of which more than this share are different identify rows ... */
const IDENTIFIER_SHARE = 0.5;
/** ... if there are more than so many of them. */
const MIN_IDENTIFIERS = 20;
const IDENTIFIER_NAME =
  /^(id|idx|index|key|uuid|guid|nr|no|number|row|unnamed: ?\d+|row[_ -]?(id|nr|no|number|index))$|[_ .-](id|uuid|guid|key)$/i;
const CAMEL_IDENTIFIER_NAME = /[a-z](Id|ID)$/;

export const VALUE_REMEDY =
  'Correct the value, name it as a missing marker (--missing-values), or say in --schema what the column is.';

/** Adds to `issues` the cells that do not fit the rest of the column. */
export function decideContent(
  table: Table,
  index: number,
  issues: IssueList,
  choice: Omit<ColumnChoice, 'name'> = {},
): ColumnContent {
  const column = table.columns[index]!;
  switch (choice.kind) {
    case 'ignore':
      return leftOut('ignored', 'as --schema says');
    case 'numeric':
      return { kind: 'numeric', values: readNumbers(table, index, issues) };
    case 'boolean':
      return {
        kind: 'boolean',
        values: readWords(table, index, issues, 'true or false', booleanValue),
      };
    case 'datetime':
      return readMoments(table, index, issues, choice.format);
    case 'categorical':
      return readLevels(table, index, issues, choice.levels);
    default:
      return inferContent(table, index, column, issues);
  }
}

function inferContent(
  table: Table,
  index: number,
  column: Column,
  issues: IssueList,
): ColumnContent {
  const { rowCount } = table;
  const name = table.header[index]!;
  if (column.form === 'text') {
    const shown = column.examples.map(quote).join(', ');
    const why = `more than ${MAX_WORDS.toLocaleString('en-US')} different texts, such as ${shown}`;
    return leftOut('text', why);
  }
  if (column.form !== 'words') {
    addOdd(table, index, column, issues);
    if (column.form === 'times') {
      return { kind: 'datetime', format: column.format, values: column.values };
    }
    return identifierOf(name, column.values) ?? { kind: 'numeric', values: column.values };
  }
  const tidy = tidyWords(column, table.isMissing);
  const { words, present } = tidy;
  if (present === 0) return leftOut('empty', 'no row has a value');
  if (words.length === 1 && present === rowCount) {
    return leftOut('constant', `every row has ${quote(words[0]!)}`);
  }
  if (column.hasNumbers && column.hasTextNumbers) {
    const message = 'found numbers, and texts that look like numbers, expected one of them';
    issues.add(
      { column: name, message },
      'Write all of them with quotes or all without, or say in --schema what the column is.',
    );
  }
  return (
    asNumbers(table, index, column, tidy, issues) ??
    asBooleans(column, tidy) ??
    asMoments(table, index, column, tidy, issues) ??
    asLevels(column, tidy)
  );
}

function asNumbers(
  table: Table,
  index: number,
  column: WordColumn,
  tidy: TidyWords,
  issues: IssueList,
): ColumnContent | undefined {
  if (column.hasTextNumbers) return undefined;
  const { words, counts, present } = tidy;
  const readNumber = numberReader(table.decimal);
  const numbers = Float64Array.from(words, readNumber);
  let cells = 0;
  let different = 0;
  numbers.forEach((number, word) => {
    if (Number.isNaN(number)) return;
    cells += counts[word]!;
    different++;
  });
  if (cells < present) {
    const others = words.length - different;
    const isMajority = cells >= present * CLEAR_MAJORITY || others <= MAX_MARKERS;
    const areMeasured = different > MAX_NUMBERED_LEVELS || different > cells / 2;
    if (!isMajority || !areMeasured || different < 3 || cells < present / 2) return undefined;
    addOddWords(table, index, column, tidy, numbers, 'a finite decimal number', issues);
  }
  const values = valuesOf(column, tidy, numbers);
  return identifierOf(table.header[index]!, values) ?? { kind: 'numeric', values };
}

function asBooleans(column: WordColumn, tidy: TidyWords): ColumnContent | undefined {
  const { words } = tidy;
  const booleans = words.map(readBoolean);
  if (booleans.some((value) => value === undefined)) return undefined;
  const [first, second, ...more] = new Set(words.map((word) => word.toLowerCase()));
  if (more.length > 0 || second === undefined || !isBooleanPair(first!, second)) return undefined;
  return { kind: 'boolean', values: valuesOf(column, tidy, booleans.map(Number)) };
}

function asMoments(
  table: Table,
  index: number,
  column: WordColumn,
  tidy: TidyWords,
  issues: IssueList,
): ColumnContent | undefined {
  const { words, counts, present } = tidy;
  const common = commonFormat(words);
  if (common === undefined) {
    const isAmbiguous = words.every((word) => readDateTime(word, 'dmy') !== undefined);
    if (!isAmbiguous) return undefined;
    const why = `dates such as ${quote(words[0]!)}, whose day and month could change places: say in --schema`;
    return leftOut('ambiguous-date', why);
  }
  const moments = Float64Array.from(words, (word) => readDateTime(word, common.format) ?? NaN);
  const cells = counts.reduce((sum, n, word) => sum + (Number.isNaN(moments[word]!) ? 0 : n), 0);
  if (cells < present * CLEAR_MAJORITY) return undefined;
  addOddWords(table, index, column, tidy, moments, expectedDate(common.format), issues);
  return { kind: 'datetime', format: common.format, values: valuesOf(column, tidy, moments) };
}

function asLevels(column: WordColumn, tidy: TidyWords): ColumnContent {
  const { words, present } = tidy;
  if (words.length > MIN_IDENTIFIERS && words.length > present * IDENTIFIER_SHARE) {
    const why = `${count(words.length, 'different text')} in ${count(present, 'row')}, such as ${quote(words[0]!)}`;
    return leftOut('identifier', why);
  }
  return withLevels(column, tidy, words.toSorted());
}

function withLevels(column: WordColumn, tidy: TidyWords, levels: readonly string[]): ColumnContent {
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const codes = tidy.words.map((word) => codeOf.get(word) ?? NaN);
  return { kind: 'categorical', levels, values: valuesOf(column, tidy, codes) };
}

/** Whole numbers that differ from row to row, under the name of an id, tell rows apart and no more. */
function identifierOf(name: string, values: Float64Array): LeftOut | undefined {
  if (!IDENTIFIER_NAME.test(name) && !CAMEL_IDENTIFIER_NAME.test(name)) return undefined;
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length <= MIN_IDENTIFIERS) return undefined;
  for (let i = 0; i < sorted.length; i++) {
    if (!Number.isInteger(sorted[i]!) || sorted[i] === sorted[i - 1]) return undefined;
  }
  return leftOut('identifier', `a number of its own in each of ${count(sorted.length, 'row')}`);
}

/**
 * One column as numbers, each of its cells that is none added to `issues` (and NaN in the result).
 *
 * @param remedy for cells that are no numbers
 */
export function readNumbers(
  table: Table,
  index: number,
  issues: IssueList,
  remedy = VALUE_REMEDY,
): Float64Array {
  const column = table.columns[index]!;
  const expected = 'a finite decimal number';
  if (column.form === 'numbers') {
    addOdd(table, index, column, issues, remedy);
    return column.values;
  }
  if (column.form !== 'words') {
    addWholeColumn(table, index, expected, issues, remedy);
    return new Float64Array(table.rowCount).fill(NaN);
  }
  const tidy = tidyWords(column, table.isMissing);
  const numbers = Float64Array.from(tidy.words, numberReader(table.decimal));
  addOddWords(table, index, column, tidy, numbers, expected, issues, remedy);
  return valuesOf(column, tidy, numbers);
}

function readMoments(
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
    const message = `found ${quote(tidy!.words[0]!)}, a date whose format cannot be told`;
    issues.add(
      { column: table.header[index]!, message },
      'Name its "format" in --schema: iso, dmy or mdy.',
    );
    return { kind: 'datetime', format: 'iso', values: new Float64Array(table.rowCount) };
  }
  const known = format ?? 'iso';
  const values = readWords(table, index, issues, expectedDate(known), (word) =>
    readDateTime(word, known),
  );
  return { kind: 'datetime', format: known, values };
}

function readLevels(
  table: Table,
  index: number,
  issues: IssueList,
  given: readonly string[] | undefined,
): ColumnContent {
  const column = table.columns[index]!;
  if (column.form !== 'words') {
    addWholeColumn(table, index, `at most ${MAX_WORDS.toLocaleString('en-US')} levels`, issues);
    return { kind: 'categorical', levels: [], values: new Float64Array(table.rowCount).fill(NaN) };
  }
  const tidy = tidyWords(column, table.isMissing);
  if (tidy.words.length > MAX_WORDS) {
    const message = `found ${count(tidy.words.length, 'level')}, expected at most ${MAX_WORDS.toLocaleString('en-US')}`;
    issues.add(
      { column: table.header[index]!, message },
      'Put levels together, or leave the column out.',
    );
  }
  if (given === undefined) return withLevels(column, tidy, sortLevels(tidy.words));
  const codeOf = new Map(given.map((level, code) => [level, code]));
  const codes = Float64Array.from(tidy.words, (word) => codeOf.get(word) ?? NaN);
  const expected = 'one of the levels that --schema lists';
  addOddWords(
    table,
    index,
    column,
    tidy,
    codes,
    expected,
    issues,
    'Add the level, or correct the value.',
  );
  return { kind: 'categorical', levels: given, values: valuesOf(column, tidy, codes) };
}

function sortLevels(words: readonly string[]): readonly string[] {
  const readNumber = numberReader('.');
  const areNumbers = words.every((word) => !Number.isNaN(readNumber(word)));
  return areNumbers ? words.toSorted((a, b) => Number(a) - Number(b)) : words.toSorted();
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

function booleanValue(word: string): number | undefined {
  const value = word === '0' || word === '1' ? word === '1' : readBoolean(word);
  return value === undefined ? undefined : Number(value);
}

function expectedDate(format: DateFormat): string {
  const formats: Readonly<Record<DateFormat, string>> = {
    iso: '2024-07-31',
    dmy: '31/07/2024',
    mdy: '07/31/2024',
  };
  return `a date like ${formats[format]}, with or without a time`;
}

/** Cells whose word has no value, in the order of their rows. A column without any is one problem. */
function addOddWords(
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
  for (let row = 0; row < table.rowCount; row++) {
    const word = tidy.of[column.codes[row]!]!;
    if (word < 0 || !Number.isNaN(valueOf[word]!)) continue;
    addOddCell(table, index, row, tidy.words[word]!, expected, issues, remedy);
  }
}

function addOdd(
  table: Table,
  index: number,
  column: NumberColumn | TimeColumn,
  issues: IssueList,
  remedy = VALUE_REMEDY,
): void {
  const expected =
    column.form === 'numbers' ? 'a finite decimal number' : expectedDate(column.format);
  for (const { row, text } of column.odd) {
    addOddCell(table, index, row, text.trim(), expected, issues, remedy);
  }
  issues.addUntold(column.oddCount - column.odd.length);
}

function addOddCell(
  table: Table,
  index: number,
  row: number,
  value: string,
  expected: string,
  issues: IssueList,
  remedy: string,
): void {
  const column = table.header[index]!;
  const message = `found ${quote(value)}, expected ${expected}`;
  issues.add({ ...placeOf(table, row), column, value, message }, remedy);
}

function addWholeColumn(
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
      text: `more than ${MAX_WORDS.toLocaleString('en-US')} different texts`,
      numbers: 'thousands of different numbers',
      times: 'thousands of different date-times',
    }[content.form];
    issues.add({ column, message: `found ${found}, expected ${expected}` }, remedy);
  }
}

function leftOut(reason: LeftOutReason, why: string): LeftOut {
  return { kind: 'left-out', reason, why };
}

/** The levels of a boolean column. */
export const BOOLEAN_NAMES: readonly string[] = BOOLEAN_LEVELS;

/**
 * Infers a column's kind from its cells. Cells that contradict the rest of their column are reported, not guessed at.
 */
import { count, formatInteger, option, quote } from '@lambda-forest/text';
import type { IssueList } from '@lambda-forest/table';
import {
  describeDate,
  isBooleanPair,
  numberReader,
  readBoolean,
  readDateTime,
} from '@lambda-forest/schema';

import { commonFormat, MAX_WORDS } from '../columns/column-builder.ts';
import type { NumberColumn, WordColumn } from '../columns/column.ts';
import { kindOfTexts } from '../columns/many-texts.ts';
import { PlainColumn } from '../columns/plain-cells.ts';
import type { Table } from '../table/table.ts';
import { leftOut } from './column-content.ts';
import type { ColumnContent, LeftOut } from './column-content.ts';
import {
  describeLookAlikes,
  describeOtherForms,
  exampleOf,
  NUMBERS_IN_QUOTES,
} from './look-alikes.ts';
import { A_NUMBER, addOdd, addOddWords } from './odd-cells.ts';
import { readTexts, withLevels } from './read-as.ts';
import { tidyWords, valuesOf } from './tidy-words.ts';
import type { TidyWords } from './tidy-words.ts';

/** From this share of one kind on, cells of another are taken for mistakes. */
const CLEAR_MAJORITY = 0.9;
/** Up to this many different words among numbers are markers of something rather than levels. */
const MAX_MARKERS = 3;
/** Numbers of fewer different values may be levels that are numbered, such as 0, 1, 2 and 3+. */
const MAX_NUMBERED_LEVELS = 20;
/** A split chooses a subset of the levels: with more of them than this it overfits. */
const MAX_LEVELS = 255;
/** Texts of which more than this share are different are no levels either ... */
const DIFFERENT_SHARE = 0.5;
/** ... if there are more than this many of them. */
const FEW_LEVELS = 20;
/** Whole numbers whose range is below this many times their count number the entries of a list, or of a part of one. */
const DENSE_RANGE = 2;
/** Names of ids, and what pandas and readr call row numbers that a file has no name for. */
const IDENTIFIER_NAME =
  /^(id|idx|index|key|uuid|guid|nr|no|number|row|level_\d+|unnamed: ?\d.*|\.{3}\d+|row[_ .-]?(id|nr|no|number|index|names?))$|[_ .-](id|uuid|guid|key)$/i;
const CAMEL_IDENTIFIER_NAME = /[a-z](Id|ID)$/;

/** Adds to `issues` the cells that do not fit the rest of the column. */
export function inferContent(table: Table, index: number, issues: IssueList): ColumnContent {
  const column = table.columns[index]!;
  const { rowCount } = table;
  const name = table.header[index]!;
  if (column.form === 'text') {
    const shown = column.examples.map(quote).join(', ');
    const why = `more than ${formatInteger(MAX_WORDS)} different texts, such as ${shown}`;
    return leftOut('identifier', withHint(why, describeLookAlikes(column.examples)));
  }
  if (column.form !== 'words') {
    addOdd(table, index, column, issues);
    if (column.form === 'times') {
      return { kind: 'datetime', format: column.format, values: column.values };
    }
    return identifierOf(name, column.values, column) ?? { kind: 'numeric', values: column.values };
  }
  const plain = column instanceof PlainColumn ? ofPlain(name, column) : undefined;
  if (plain !== undefined) return plain;
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
      `Write all of them with quotes or all without, or say in ${option('schema')} what the column is.`,
    );
  }
  return (
    asNumbers(table, index, column, tidy, issues) ??
    asBooleans(column, tidy) ??
    asMoments(table, index, column, tidy, issues) ??
    asTexts(table, index, column, tidy, issues)
  );
}

/** The quick way for a short column of numbers that differ, without a look at how they are written. */
function ofPlain(name: string, { numbers }: PlainColumn): ColumnContent | undefined {
  const first = numbers?.find((value) => !Number.isNaN(value));
  if (numbers === undefined || first === undefined) return undefined;
  if (numbers.every((value) => value === first || Number.isNaN(value))) return undefined;
  return identifierOf(name, numbers, {}) ?? { kind: 'numeric', values: numbers };
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
  const readNumber = numberReader(table.formats[index]);
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
    addOddWords(table, index, column, tidy, numbers, A_NUMBER, issues);
  }
  const values = valuesOf(column, tidy, numbers);
  return identifierOf(table.header[index]!, values, column) ?? { kind: 'numeric', values };
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
    if (!isAmbiguous) return inTwoOrders(words);
    const why = `dates such as ${quote(words[0]!)}, whose day and month could change places: say in ${option('schema')}`;
    return leftOut('ambiguous-date', why);
  }
  const moments = Float64Array.from(words, (word) => readDateTime(word, common.format) ?? NaN);
  const cells = counts.reduce((sum, n, word) => sum + (Number.isNaN(moments[word]!) ? 0 : n), 0);
  if (cells < present * CLEAR_MAJORITY) return inTwoOrders(words);
  addOddWords(table, index, column, tidy, moments, describeDate(common.format), issues);
  return { kind: 'datetime', format: common.format, values: valuesOf(column, tidy, moments) };
}

/** Dates of which some can only have the day first and others only the month: those between could be either. */
function inTwoOrders(words: readonly string[]): LeftOut | undefined {
  const isRead = (word: string, order: 'dmy' | 'mdy') => readDateTime(word, order) !== undefined;
  const dayFirst = words.find((word) => !isRead(word, 'mdy'));
  const monthFirst = words.find((word) => !isRead(word, 'dmy'));
  if (dayFirst === undefined || monthFirst === undefined) return undefined;
  if (!words.every((word) => isRead(word, 'dmy') || isRead(word, 'mdy'))) return undefined;
  const why = `dates with the day first, such as ${quote(dayFirst)}, and with the month first, such as ${quote(monthFirst)}: write all of them like 2024-07-31`;
  return leftOut('ambiguous-date', why);
}

/** Levels, unless there are too many of them: then text, names, or identifiers, which are left out. */
function asTexts(
  table: Table,
  index: number,
  column: WordColumn,
  tidy: TidyWords,
  issues: IssueList,
): ColumnContent {
  const { words, counts, present } = tidy;
  const areDifferent = words.length > present * DIFFERENT_SHARE;
  if (words.length <= (areDifferent ? FEW_LEVELS : MAX_LEVELS)) {
    return withLevels(column, tidy, words.toSorted());
  }
  const misread = describeHint(words, column.hasTextNumbers);
  const isMisread = areDifferent && misread !== undefined;
  const hint = misread ?? describeOtherForms(words);
  const kind = isMisread ? undefined : kindOfTexts(words, counts);
  if (kind !== undefined) return readTexts(table, index, kind, issues);
  const example = hint === undefined ? words[0]! : exampleOf(words, table.formats[index]);
  const why = `${count(words.length, 'different text')} in ${count(present, 'row')}, such as ${quote(example)}`;
  return leftOut('identifier', withHint(why, hint));
}

/** @param isQuoted whether the file itself says of numbers that they are texts */
function describeHint(words: readonly string[], isQuoted: boolean): string | undefined {
  return isQuoted ? NUMBERS_IN_QUOTES : describeLookAlikes(words);
}

function withHint(why: string, hint: string | undefined): string {
  return hint === undefined ? why : `${why}; ${hint}`;
}

/** Whole numbers that differ in every row of a column named like an id: they identify rows and mostly nothing else. */
function identifierOf(
  name: string,
  values: Float64Array,
  { counts, isOrdered }: Pick<NumberColumn, 'counts' | 'isOrdered'>,
): LeftOut | undefined {
  if (!IDENTIFIER_NAME.test(name) && !CAMEL_IDENTIFIER_NAME.test(name)) return undefined;
  const present = values.filter((value) => !Number.isNaN(value));
  const sorted = present.toSorted();
  if (sorted.length <= FEW_LEVELS) return undefined;
  if (counts?.some((rows, i) => rows > 1 && !Number.isNaN(values[i]))) return undefined;
  for (let i = 0; i < sorted.length; i++) {
    if (!Number.isInteger(sorted[i]!) || sorted[i] === sorted[i - 1]) return undefined;
  }
  const why = `a different number in each of ${count(sorted.length, 'row')}`;
  return { ...leftOut('identifier', why), mayInform: !countsRows(present, sorted, isOrdered) };
}

/**
 * Whether numbers give a row's position in its file: they fill their range, or only rise or fall. In a file that is
 * sorted by its target they would give it away, and those of rows to come lie beyond all others.
 */
function countsRows(present: Float64Array, sorted: Float64Array, isOrdered?: boolean): boolean {
  const range = sorted.at(-1)! - sorted[0]! + 1;
  if (range < DENSE_RANGE * sorted.length) return true;
  if (isOrdered !== undefined) return isOrdered;
  return (
    present.every((value, i) => value === sorted[i]) ||
    present.every((value, i) => value === sorted[sorted.length - 1 - i])
  );
}

import { count, enumerate, option, quote as quoteText } from '@lambda-forest/text';
import { isSameFormat, THOUSANDS_MARKS } from '@lambda-forest/schema';
import type { CellFormat } from '@lambda-forest/schema';

import type { CsvRow } from './csv-row.ts';
import { guessSeparator } from './other-separator.ts';

import type { NumberChoice, NumberEvidence } from './number-evidence.ts';

/** How a text file separates its cells. */
export interface Dialect {
  /** One character. */
  readonly delimiter: string;
  /** Surrounds a cell that contains characters which would end it; doubled within the cell, it means itself. */
  readonly quote: string;
  readonly newline: Newline;
  /** Per column, what its cells say about how numbers are written. Absent: points, beyond doubt. */
  readonly numbers?: readonly NumberEvidence[] | undefined;
  /** Where `numbers` is absent: finds it all the same, as few files need it. */
  readonly plain?: (() => Pick<Dialect, 'numbers'>) | undefined;
  /** Whether these are the cells of all rows. */
  readonly isWhole: boolean;
  /** Whether the first line is not part of the table but `sep=;`, which tells Excel the delimiter. */
  readonly hasSeparatorLine: boolean;
  /** Whether every row below the header has one delimiter more, with nothing behind it. */
  readonly hasTrailingDelimiter: boolean;
  /** Lines above the header that are no part of the table. */
  readonly skipRows?: number | undefined;
  /** Rows below the header that are none, such as one of units. */
  readonly skipRowsAfterHeader?: number | undefined;
}

/** What the first row ends with. After CRLF, rows may end with LF alone too. */
export type Newline = '\n' | '\r' | '\r\n';

type Chosen = 'delimiter' | 'quote' | 'skipRows' | 'skipRowsAfterHeader';

/** The user's choices; the rest is detected. */
export type DialectChoice = {
  readonly [Key in Chosen]?: Dialect[Key] | undefined;
} & NumberChoice;

/** Columns that are named. */
const MAX_NAMES = 3;

const NAMES: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
  ' ': 'blanks',
};

/** A column with how its numbers are written. */
export interface NamedFormat {
  readonly name: string;
  readonly format: CellFormat;
}

/** In a few words, as it is shown to a person. */
export function describeDialect(dialect: Dialect, columns: readonly NamedFormat[]): string {
  const { delimiter, quote, skipRows = 0, skipRowsAfterHeader = 0, numbers = [] } = dialect;
  const name = delimiter === '\t' ? 'tabs' : JSON.stringify(delimiter);
  return [
    `CSV separated by ${name}`,
    ...(quote === '"' ? [] : [`quoted by ${quote}`]),
    ...(dialect.hasTrailingDelimiter ? ['a delimiter at the end of each row'] : []),
    ...(skipRows > 0 ? [`${count(skipRows, 'line')} above the header left out`] : []),
    ...(skipRowsAfterHeader > 0 ? [`${count(skipRowsAfterHeader, 'row')} below it left out`] : []),
    ...describeNumbers(
      columns.filter(({ format }, i) => format.thousands !== undefined || !isOpen(numbers[i])),
    ),
    ...describePoints(numbers, columns),
  ].join(', ');
}

/** A column with how its numbers were written in training, if it was one of numbers. */
interface TrainedFormat extends NamedFormat {
  readonly trained: CellFormat | undefined;
}

/**
 * Which columns a file writes otherwise than training did, in a line that is shown to a person. A column without any
 * mark, as of whole numbers, is read alike either way and not named.
 *
 * @param columns of the file, in its order
 * @returns undefined if there are none
 */
export function describeChangedMarks(
  source: string,
  { numbers: found, plain }: Dialect,
  columns: readonly TrainedFormat[],
): string | undefined {
  let numbers = found;
  const changed = columns.filter(({ format, trained = format }, i) => {
    if (isSameFormat(format, trained)) return false;
    numbers ??= plain?.().numbers;
    const { decimal, seen } = numbers?.[i] ?? {};
    return seen !== undefined && (decimal !== undefined || format.isOpen !== true);
  });
  const [first] = changed;
  if (first === undefined) return undefined;
  const names = enumerate(
    changed.map(({ name }) => quoteText(name)),
    MAX_NAMES,
  );
  return `${source} writes the numbers of ${names} with ${describeMarks(first.format)}, training had ${describeMarks(first.trained!)}.`;
}

/** How numbers are written, in a few words. */
export function describeMarks({ decimal, thousands, isOpen }: CellFormat): string {
  const mark = decimal === ',' ? 'decimal commas' : 'decimal points';
  if (thousands !== undefined) return `${mark} and ${quoteText(thousands)} between thousands`;
  return isOpen === true ? `${mark} or whole numbers` : mark;
}

/** Whether nothing says what the points of a column mean. */
function isOpen(evidence: NumberEvidence | undefined): boolean {
  return evidence?.doubtful === '.' && evidence.decimal === undefined;
}

/** Columns whose points were taken for decimal marks, where no other column says so. */
function describePoints(
  numbers: readonly NumberEvidence[],
  columns: readonly NamedFormat[],
): string[] {
  if (numbers.some(({ isNumeric, decimal }) => isNumeric && decimal === '.')) return [];
  const isTaken = ({ decimal, isOpen: isRefused }: CellFormat) => decimal === '.' && !isRefused;
  const found = columns.filter(({ format }, i) => isTaken(format) && isOpen(numbers[i]));
  const names = found.map((column) => quoteText(column.name));
  return found.length === 0
    ? []
    : [`points taken for decimal marks in ${enumerate(names, MAX_NAMES)}`];
}

/** What is not plain in the numbers of some columns, or of all. */
function describeNumbers(columns: readonly NamedFormat[]): string[] {
  const commas = columns.filter(({ format }) => format.decimal === ',');
  const where = (found: readonly NamedFormat[]) =>
    found.length === columns.length
      ? ''
      : ` in ${enumerate(
          found.map((column) => quoteText(column.name)),
          MAX_NAMES,
        )}`;
  return [
    ...(commas.length === 0 ? [] : [`decimal comma${where(commas)}`]),
    ...THOUSANDS_MARKS.flatMap((mark) => {
      const found = columns.filter(({ format }) => format.thousands === mark);
      return found.length === 0 ? [] : [`thousands by ${quoteText(mark)}${where(found)}`];
    }),
  ];
}

/**
 * What to do about a row that has another number of cells than there are columns.
 *
 * @param line on which it starts
 * @param columns how many there are
 * @param isFirst whether no row before it was as long as the header, so that the header may be none
 * @param names the line of the header
 * @param text the line of the row
 */
export function raggedRemedy(
  { delimiter }: Dialect,
  { line, length }: Pick<CsvRow, 'line' | 'length'>,
  columns: number,
  isFirst: boolean,
  names: string,
  text: string,
): string {
  const isOther = (each: string) => each !== ' ' && text.split(each).length === columns;
  const other =
    columns > 1 && length === 1 && isFirst ? Object.keys(NAMES).find(isOther) : undefined;
  if (other !== undefined) {
    return `Separate the cells of the header and of the rows alike: by ${NAMES[delimiter] ?? delimiter} or by ${NAMES[other]}.`;
  }
  const name = NAMES[delimiter] ?? `the character ${JSON.stringify(delimiter)}`;
  const title = isFirst
    ? `If the names of the columns are on line ${line}, leave out what is above it with ${option('skip-rows')}=${line - 1}. `
    : '';
  const { condition, remedy } = (isFirst ? guessSeparator([names, text]) : undefined) ?? {
    condition: `the cells are separated by something else${columns === 1 ? ` than ${name}` : ''}`,
    remedy: `name that with ${option('delimiter')}`,
  };
  const named = `if ${condition}, ${remedy}.`;
  if (columns === 1) {
    return `${title}Begin the file with the line of the columns' names; ${named}`;
  }
  const escaped = text.includes(`\\${delimiter}`) ? ': a backslash before them does not count' : '';
  const rule = `Give every row one cell per column, and quote cells that contain ${name}${escaped}`;
  if (length === columns + 1) {
    return `${title}${rule}; where each row has one more than the header, as with row names, give the header one more too.`;
  }
  const note = length === 1 && !isFirst ? 'If the line is a note, take it out. ' : '';
  return `${note}${title}${rule}; ${named}`;
}

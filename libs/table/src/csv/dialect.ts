import type { DecimalMark } from '@lambda-forest/schema';
import Papa from 'papaparse';

/** How a text file separates its cells. */
export interface Dialect {
  /** One character. */
  readonly delimiter: string;
  /** Stands around a cell that holds what else would end it; twice within the cell, it stands for itself. */
  readonly quote: string;
  readonly newline: Newline;
  readonly decimal: DecimalMark;
  /** Whether the first line is none of the table's but `sep=;`, by which Excel is told the delimiter. */
  readonly hasSeparatorLine: boolean;
}

/** What the first row ends with. After CRLF, rows may end with LF alone too. */
export type Newline = '\n' | '\r' | '\r\n';

/** What a person said about it; the rest is found out. */
export type DialectChoice = Partial<Pick<Dialect, 'delimiter' | 'quote' | 'decimal'>>;

const DELIMITERS = [',', ';', '\t', '|'];
const QUOTE = '"';
const OTHER_QUOTE = "'";
const MAX_ROWS = 200;
const SEPARATOR_LINE = /^("?)sep=([^"\r\n])\1(?:\r\n|\r|\n)/i;

const COMMA_NUMBER = /^[+-]?\d+,\d+$/;
const POINT_NUMBER = /^[+-]?\d*\.\d+$/;
/** 1,500 may be a thousand and a half, or one and a half. */
const THOUSANDS = /^[+-]?[1-9]\d{0,2}(,\d{3})+$/;

/** What splits a text into cells. */
type Separation = Pick<Dialect, 'delimiter' | 'quote' | 'newline'>;

/** Papa's core parser, which works on a text at a time; `parse` says where the last whole row ended. */
export interface Rows {
  readonly data: string[][];
  readonly errors: readonly { readonly code: string; readonly row?: number }[];
  readonly meta: { readonly cursor: number };
}

/** @param isWhole whether the text ends with its last row; else a row that may go on is left out */
export function splitRows(
  text: string,
  { delimiter, quote, newline }: Separation,
  isWhole: boolean,
): Rows {
  // For Papa, CR before LF is a blank behind a quote and part of a cell without one.
  const parser = new Papa.Parser({
    delimiter,
    newline: newline === '\r' ? '\r' : '\n',
    quoteChar: quote,
  });
  return parser.parse(text, 0, !isWhole) as Rows;
}

/**
 * Finds out how a text is separated: the dialect in which most rows have as many cells as the first.
 *
 * @param sample the start of the text, without its byte order mark
 * @param isWhole whether the sample is all of it
 */
export function sniffDialect(sample: string, isWhole: boolean, choice: DialectChoice): Dialect {
  const line = SEPARATOR_LINE.exec(sample);
  if (line === null)
    return { ...sniffSeparation(sample, isWhole, choice), hasSeparatorLine: false };
  const told = { ...choice, delimiter: choice.delimiter ?? line[2]! };
  return {
    ...sniffSeparation(sample.slice(line[0].length), isWhole, told),
    hasSeparatorLine: true,
  };
}

function sniffSeparation(
  sample: string,
  isWhole: boolean,
  choice: DialectChoice,
): Omit<Dialect, 'hasSeparatorLine'> {
  const newline = sniffNewline(sample, choice.quote ?? QUOTE);
  const delimiters = choice.delimiter === undefined ? DELIMITERS : [choice.delimiter];
  const bestOf = (quote: string) =>
    delimiters
      .map((delimiter) => judge(sample, { delimiter, quote, newline }, isWhole))
      .reduce((best, one) => (isBetter(one, best) ? one : best));
  let best = bestOf(choice.quote ?? QUOTE);
  if (choice.quote === undefined && !best.hasQuotes && sample.includes(OTHER_QUOTE)) {
    const other = bestOf(OTHER_QUOTE);
    const isNeeded = other.hasQuotes && !other.isBroken && other.width > 1;
    if (isNeeded && other.agreement >= best.agreement) best = other;
  }
  const delimiter = choice.delimiter ?? (best.width > 1 ? best.delimiter : ',');
  const { quote } = best;
  const decimal = choice.decimal ?? sniffDecimal(best.rows.slice(1));
  return { delimiter, quote, newline, decimal };
}

/** How the first row ends. */
function sniffNewline(sample: string, quote: string): Newline {
  let isQuoted = false;
  for (let at = 0; at < sample.length; at++) {
    const character = sample[at]!;
    if (character === quote) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '\n') return '\n';
    else if (character === '\r') return sample[at + 1] === '\n' ? '\r\n' : '\r';
  }
  return '\n';
}

interface Candidate {
  readonly delimiter: string;
  readonly quote: string;
  /** Cells of the first row. */
  readonly width: number;
  /** Share of the rows that are as wide as the first. */
  readonly agreement: number;
  /** Whether a cell starts with the quote. */
  readonly hasQuotes: boolean;
  /** Whether a quote is misplaced, or never closed. */
  readonly isBroken: boolean;
  readonly rows: readonly (readonly string[])[];
}

function judge(text: string, dialect: Separation, isWhole: boolean): Candidate {
  const { delimiter, quote } = dialect;
  const { data, errors } = splitRows(text, dialect, isWhole);
  const all = data.filter((row) => row.length > 1 || row[0]!.trim() !== '').slice(0, MAX_ROWS);
  const width = all[0]?.length ?? 1;
  const same = all.filter((row) => row.length === width).length;
  const starts = new RegExp(`(^|[\\n\\r]|${escape(delimiter)})${escape(quote)}`);
  return {
    delimiter,
    quote,
    width,
    agreement: all.length === 0 ? 0 : same / all.length,
    hasQuotes: starts.test(text),
    isBroken: errors.some(({ row }) => row === undefined || row < data.length),
    rows: all,
  };
}

function isBetter(one: Candidate, other: Candidate): boolean {
  if (one.width > 1 !== other.width > 1) return one.width > 1;
  if (one.isBroken !== other.isBroken) return other.isBroken;
  if (one.agreement !== other.agreement) return one.agreement > other.agreement;
  return one.width > other.width;
}

/** Numbers whose comma could also stand between thousands say nothing: they are no numbers until a person says so. */
function sniffDecimal(rows: readonly (readonly string[])[]): DecimalMark {
  let hasCommas = false;
  for (const row of rows) {
    for (const cell of row) {
      const text = cell.trim();
      if (POINT_NUMBER.test(text)) return '.';
      hasCommas ||= COMMA_NUMBER.test(text) && !THOUSANDS.test(text);
    }
  }
  return hasCommas ? ',' : '.';
}

function escape(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

const NAMES: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
  ' ': 'blanks',
};

/** In a few words, as it is shown to a person. */
export function describeDialect({ delimiter, quote, decimal }: Dialect): string {
  const name = delimiter === '\t' ? 'tabs' : JSON.stringify(delimiter);
  return [
    `CSV separated by ${name}`,
    ...(quote === '"' ? [] : [`quoted by ${quote}`]),
    ...(decimal === '.' ? [] : ['decimal comma']),
  ].join(', ');
}

/**
 * What to do about a row that has another number of cells than there are columns.
 *
 * @param columns how many there are
 */
export function raggedRemedy({ delimiter }: Dialect, cells: number, columns: number): string {
  const name = NAMES[delimiter] ?? `the character ${JSON.stringify(delimiter)}`;
  if (columns === 1) {
    return `Begin the file with the line of the columns' names, without a title or notes above it; if the cells are separated by something else than ${name}, name that with --delimiter.`;
  }
  if (cells === columns + 1) {
    return `Give every row one cell per column, and quote cells that contain ${name}; where each row has one more than the header, as with row names or a last ${NAMES[delimiter]?.replace(/s$/, '') ?? 'delimiter'}, give the header one more too.`;
  }
  return `Give every row one cell per column, and quote cells that contain ${name}; if the cells are separated by something else, name that with --delimiter.`;
}

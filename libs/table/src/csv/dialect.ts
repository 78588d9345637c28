import { option } from '@lambda-forest/text';
import type { DecimalMark } from '@lambda-forest/schema';

/** How a text file separates its cells. */
export interface Dialect {
  /** One character. */
  readonly delimiter: string;
  /** Surrounds a cell that contains characters which would end it; doubled within the cell, it means itself. */
  readonly quote: string;
  readonly newline: Newline;
  readonly decimal: DecimalMark;
  /** Whether the first line is not part of the table but `sep=;`, which tells Excel the delimiter. */
  readonly hasSeparatorLine: boolean;
}

/** What the first row ends with. After CRLF, rows may end with LF alone too. */
export type Newline = '\n' | '\r' | '\r\n';

/** The user's choices; the rest is detected. */
export type DialectChoice = {
  readonly [Key in 'delimiter' | 'quote' | 'decimal']?: Dialect[Key] | undefined;
};

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
    return `Begin the file with the line of the columns' names, without a title or notes above it; if the cells are separated by something else than ${name}, name that with ${option('delimiter')}.`;
  }
  if (cells === columns + 1) {
    return `Give every row one cell per column, and quote cells that contain ${name}; where each row has one more than the header, as with row names or a last ${NAMES[delimiter]?.replace(/s$/, '') ?? 'delimiter'}, give the header one more too.`;
  }
  return `Give every row one cell per column, and quote cells that contain ${name}; if the cells are separated by something else, name that with ${option('delimiter')}.`;
}

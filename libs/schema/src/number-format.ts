/** How the numbers of a column are written in CSV. */
import { option } from '@lambda-forest/text';

/** The decimal mark. */
export type DecimalMark = '.' | ',';

/** What stands between groups of three digits; a blank stands for no-break and thin spaces too, as `'` does for `’`. */
export const THOUSANDS_MARKS = ['.', ',', ' ', "'"] as const;

export type ThousandsMark = (typeof THOUSANDS_MARKS)[number];

/** The mark as an option takes it: a blank by its name. */
export function markWord(mark: ThousandsMark): string {
  return mark === ' ' ? 'blank' : mark;
}

export interface NumberFormat {
  readonly decimal: DecimalMark;
  /** Never the decimal mark. Absent: digits are not grouped. */
  readonly thousands?: ThousandsMark;
}

/** The same of a column of a file, where it may stay open. */
export interface CellFormat {
  readonly decimal: DecimalMark;
  readonly thousands?: ThousandsMark | undefined;
  /** Nothing says what the mark of a cell such as 1.500 or 1,500 is: such cells are refused. */
  readonly isOpen?: true | undefined;
}

export const PLAIN_NUMBERS: NumberFormat = { decimal: '.' };

export const OPEN_NUMBERS: CellFormat = { decimal: '.', isOpen: true };

/** Whether they have the same marks. */
export function isSameFormat(one: CellFormat, other: CellFormat): boolean {
  return one.decimal === other.decimal && one.thousands === other.thousands;
}

/** Of the two that may be decimal marks, the other. */
export function otherMark(mark: DecimalMark): DecimalMark {
  return mark === '.' ? ',' : '.';
}

/** The character before a fraction; -1 where a cell with one must be looked at as a whole. */
export function markCode({ decimal, isOpen }: CellFormat): number {
  return isOpen ? -1 : decimal.charCodeAt(0);
}

/** Unicode's own, which Swedish and Norwegian programs write. */
export const MINUS_SIGN = /^\u2212/;

/** The one mark may stand between thousands or before a fraction. */
const DOUBTFUL = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

/**
 * Both ways to read a doubtful cell, with the options that choose one.
 *
 * @param text of three digits behind its mark
 */
export function describeReadings(text: string): string {
  const [mark = ''] = /[.,]/.exec(text) ?? [];
  const whole = text.replace(mark, '');
  return `say ${option('thousands')}=${mark} if it is ${whole}, or ${option('decimal')}=${mark} if it is ${text.replace(mark, '.')}`;
}

const GROUPED: Readonly<Record<ThousandsMark, RegExp>> = {
  '.': groupsBy('[.]'),
  ',': groupsBy(',', '(?:,\\d\\d)*'), // lakhs and crores have groups of two
  ' ': groupsBy('[ \xa0\u2009\u202f]'),
  "'": groupsBy("['’]"),
};

/** A sign and groups of digits: the first of one to three, the others of three. */
function groupsBy(mark: string, pairs = ''): RegExp {
  return new RegExp(String.raw`^[+-]?\d{1,3}(?:(?:${mark}\d{3})+|${pairs}${mark}\d{3})(?!\d)`);
}

/**
 * A number's spelling with a point and without marks of thousands; a text that is not a number stays as it is.
 *
 * @param cell trimmed
 * @returns the empty text for one that can be read in two ways, where nothing says which
 */
export function plainSpelling(cell: string, { decimal, thousands, isOpen }: CellFormat): string {
  const text = cell.replace(MINUS_SIGN, '-');
  if (isOpen && DOUBTFUL.test(text)) return '';
  const groups = thousands && GROUPED[thousands].exec(text)?.[0];
  const rest = text.slice(groups?.length ?? 0);
  // A point that is no decimal mark would stand between thousands.
  const end = decimal === '.' ? rest : rest.includes('.') ? '?' : rest.replace(',', '.');
  return (groups?.replace(/[^\d+-]/g, '') ?? '') + end;
}

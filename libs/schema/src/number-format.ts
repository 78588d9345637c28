/** How the numbers of a column are written in CSV. */

/** The decimal mark. */
export type DecimalMark = '.' | ',';

/** What stands between groups of three digits; a blank stands for no-break and thin spaces too, as `'` does for `’`. */
export const THOUSANDS_MARKS = ['.', ',', ' ', "'"] as const;

export type ThousandsMark = (typeof THOUSANDS_MARKS)[number];

export interface NumberFormat {
  readonly decimal: DecimalMark;
  /** Never the decimal mark. Absent: digits are not grouped. */
  readonly thousands?: ThousandsMark;
}

export const PLAIN_NUMBERS: NumberFormat = { decimal: '.' };

export function isSameFormat(one: NumberFormat, other: NumberFormat): boolean {
  return one.decimal === other.decimal && one.thousands === other.thousands;
}

/** A sign and groups of digits: the first of one to three, the others of three. */
const GROUPED: Readonly<Record<ThousandsMark, RegExp>> = {
  '.': /^[+-]?\d{1,3}(?:\.\d{3})+(?!\d)/,
  ',': /^[+-]?\d{1,3}(?:,\d{3})+(?!\d)/,
  ' ': /^[+-]?\d{1,3}(?:[ \xa0\u2009\u202f]\d{3})+(?!\d)/,
  "'": /^[+-]?\d{1,3}(?:['’]\d{3})+(?!\d)/,
};

/**
 * A number's spelling with a point and without marks of thousands; a text that is not a number stays as it is.
 *
 * @param text trimmed
 */
export function plainSpelling(text: string, { decimal, thousands }: NumberFormat): string {
  const groups = thousands === undefined ? undefined : GROUPED[thousands].exec(text)?.[0];
  const rest = text.slice(groups?.length ?? 0);
  // A point that is no decimal mark would stand between thousands.
  const end = decimal === '.' ? rest : rest.includes('.') ? '?' : rest.replace(',', '.');
  return (groups?.replace(/[^\d+-]/g, '') ?? '') + end;
}

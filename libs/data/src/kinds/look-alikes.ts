import { option } from '@lambda-forest/text';

/** Texts that a person means as numbers or dates, written as they are not read. */

/** From this share of a column's texts on. */
const MOST = 0.9;

/** A number with parts that are not accepted: separators of thousands, a unit, a currency, per cent, brackets. */
const NUMBER_LIKE =
  /^[(+\-−\s]*(?:\p{Sc}|[A-Z]{3})?\s*[+\-−]?\d[\d.,'’_\s]*(?:%|‰|\p{Sc}|[A-Z]{3}|\s\p{L}{1,3}[²³]?)?\s*\)?$/u;
/** Read as a number, or a code that is better none. */
const PLAIN = /^[+-]?\d+$/;
const THOUSANDS_OR_FRACTION = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+$/;
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const DATE_LIKE = new RegExp(
  String.raw`^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b|\b\d{1,2}[\s.-]*${MONTH}|\b${MONTH}[a-z]*[\s.-]*\d{1,4}`,
  'i',
);

/**
 * How to write the texts so that they are read as what they look like, or undefined if they look like texts.
 *
 * @param words distinct, trimmed, not missing
 */
export function describeLookAlikes(words: readonly string[]): string | undefined {
  const areMostly = (pattern: RegExp) => {
    const like = words.filter((word) => !PLAIN.test(word) && pattern.test(word)).length;
    const plain = words.filter((word) => PLAIN.test(word)).length;
    return like > 0 && like + plain >= MOST * words.length;
  };
  if (areMostly(DATE_LIKE)) {
    return 'dates are read where they are written like 2024-07-31 or 31/07/2024';
  }
  if (areMostly(THOUSANDS_OR_FRACTION)) {
    return `a comma may stand between thousands or before a fraction: write the numbers without it, or say ${option('decimal')}=, if it is the latter`;
  }
  if (areMostly(NUMBER_LIKE)) {
    return 'numbers are read where they are written like 1234.5, without separators, signs or units';
  }
  return undefined;
}

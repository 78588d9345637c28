/** Texts that look like numbers, dates or booleans in a form that is not read. */
import { numberReader, readBoolean, readDateTime } from '@lambda-forest/schema';
import type { CellFormat } from '@lambda-forest/schema';
import { option } from '@lambda-forest/text';

/** From this share of a column's texts on. */
const MOST = 0.9;

/** A sign of a currency, or one of ISO 4217's codes. */
const CURRENCY = String.raw`\p{Sc}|${Intl.supportedValuesOf('currency').join('|')}`;
/** A number with parts that are not accepted: other digits, separators of thousands, a unit, a currency, per cent, brackets. */
const NUMBER_LIKE = new RegExp(
  String.raw`^[(+\-−\s]*(?:${CURRENCY})?\s*[+\-−]?\p{Nd}[\p{Nd}.,'’_\s٫٬]*(?:%|‰|[+\-−]|${CURRENCY}|\s\p{L}{1,3}[²³]?)?\s*\)?$`,
  'u',
);
/** Read as a number, or a code that is better none. */
const PLAIN = /^[+-]?\d+$/;
/** A mark before three digits may separate thousands or a fraction. */
const DOUBTFUL = { ',': /^[+-]?[1-9]\d{0,2},\d{3}$/, '.': /^[+-]?[1-9]\d{0,2}\.\d{3}$/ };
/** Characters that are not seen, and a number in which some may be. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/u;
const OR_INVISIBLE = /^[+-]?\d[\d.,\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]*$/u;
const HALF_DAY = /\d{1,2}:\d{2}.*\b[ap]\.?m\b\.?$/i;
const SHORT_YEAR = /^\d{1,2}([-./])\d{1,2}\1\d{2}\b/;
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const DATE_LIKE = new RegExp(
  String.raw`^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b|\b\d{1,2}[\s.-]*${MONTH}|\b${MONTH}[a-z]*[\s.-]*\d{1,4}`,
  'i',
);

/** One of the texts that shows why a column is none of numbers or dates: the first that is neither, or else the first. */
export function exampleOf(words: readonly string[], format?: CellFormat): string {
  const readNumber = numberReader(format);
  const isRead = (word: string) =>
    !Number.isNaN(readNumber(word)) || readDateTime(word, 'dmy') !== undefined;
  return words.find((word) => !isRead(word)) ?? words[0]!;
}

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
  const isMixedPair = new Set(words.map((word) => word.toLowerCase())).size > 2;
  if (isMixedPair && words.every((word) => readBoolean(word) !== undefined)) {
    return 'booleans are read where all cells are of one pair, such as true and false';
  }
  const invisible = words.find((word) => INVISIBLE.test(word));
  if (invisible !== undefined && areMostly(OR_INVISIBLE)) {
    const code = INVISIBLE.exec(invisible)![0].codePointAt(0)!;
    return `an invisible character (U+${code.toString(16).toUpperCase().padStart(4, '0')}) is no part of a number: take it out`;
  }
  if (areMostly(DATE_LIKE)) {
    const time = areMostly(HALF_DAY) ? ', and times by 24 hours' : '';
    const year = areMostly(SHORT_YEAR) ? ', with four digits of the year' : '';
    return `dates are read where they are written like 2024-07-31 or 31/07/2024${year}${time}`;
  }
  for (const [mark, name] of [
    [',', 'comma'],
    ['.', 'point'],
  ] as const) {
    if (!areMostly(DOUBTFUL[mark])) continue;
    return `a ${name} may stand between thousands or before a fraction: say ${option('thousands')}=${mark} or ${option('decimal')}=${mark}`;
  }
  if (areMostly(NUMBER_LIKE)) {
    return 'numbers are read where they are written like 1234.5, without separators, currency signs or units';
  }
  return undefined;
}

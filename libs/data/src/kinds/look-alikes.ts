/** Texts that look like numbers, dates or booleans in a form that is not read. */
import { numberReader, readDateTime, readKnownBoolean } from '@lambda-forest/schema';
import type { CellFormat } from '@lambda-forest/schema';
import { option } from '@lambda-forest/text';

import { commonFormat } from '../columns/column-builder.ts';

/** No number, date or time is longer, and patterns take their time with what is. */
const LONGEST = 100;
/** From this share of a column's texts on. */
const MOST = 0.9;

/** A sign of a currency, also with letters of its country, or one of ISO 4217's codes, or what people write instead. */
const CURRENCY = String.raw`\p{L}{0,3}\p{Sc}|${Intl.supportedValuesOf('currency').join('|')}|(?:kr|Rs|zł|Kč|Ft|Rp|лв|руб|S\/)\.?`;
/** A version, or the address of a machine: no number with marks of thousands, which are followed by three digits. */
const DOTTED = String.raw`(?!\d+(?:\.\d{3})+$)\d+(?:\.\d+){2,}$`;
/** Numbers of four digits or more, or of two, behind a blank: of a telephone. */
const DIALLED = String.raw`[+(\d].*\s(?:\p{Nd}{1,2}|\p{Nd}{4,})(?:\s|$)`;
/** A time of day, which looks like a number and its unit. */
const HALF_DAY = String.raw`.*\d\s?[aApP]\.?[mM]\.?$`;
/** A number with parts that are not accepted: other digits, separators of thousands, a unit, a currency, per cent, brackets. */
const NUMBER_LIKE = new RegExp(
  String.raw`^(?!${DOTTED}|${DIALLED}|${HALF_DAY})[(+\-‐-―−＋－\s]*(?:${CURRENCY})?\s*[+\-‐-―−]?\p{Nd}[\p{Nd}.,'’_\s٫٬．，]*(?:[%‰+\-−]|${CURRENCY}|\s\p{L}{1,3}[²³]?)?\s*\)?$`,
  'u',
);
/** A number and the unit behind it. */
const MEASURED = /^[+-]?\d+([.,]\d+)?\s?([°\p{L}][\p{L}\d°²³/. ]*)$/u;
const MAX_UNITS = 3;
/** A number without end, as programs write what they divided by 0. */
const INFINITE = /^[+-]?(?:inf|infinity|1\.#INF)$/i;
/** What a spreadsheet would work out. */
const FORMULA = /^=./;
/** Read as a number, or a code that is better none. */
const PLAIN = /^[+-]?\d+(?:\.0*)?$/;
/** A mark before three digits may separate thousands or a fraction. */
const DOUBTFUL = {
  ',': /^[+-]?[1-9]\d{0,2},\d{3}$/,
  '.': /^[+-]?[1-9]\d{0,2}\.\d{3}$/,
  '.,': /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/,
};
/** Characters that are not seen, and a number in which some may be. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/u;
const OR_INVISIBLE =
  /^[+-]?[\d\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff][\d.,\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]*$/u;
const SHORT_YEAR =
  /^\d{1,2}(?:([-./ ])(?:\d{1,2}|\p{L}{3,})\1|\p{L}{3,})\d{2}\b|^\p{L}{3,}[-/ ']+\d{2}$/u;
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const DATE_LIKE = new RegExp(
  [
    String.raw`^\d{4}[-./ ]\s?\d{1,2}[-./ ]\s?\d{1,2}(?!\d)`,
    String.raw`^\d{1,2}[-./]\d{1,2}[-./](?:\d{2}|\d{4})(?!\d)`,
    String.raw`\b\d{1,2}[\s.-]*${MONTH}`,
    String.raw`\b${MONTH}[a-z]*[\s.-]*\d{1,4}`,
    // In other languages.
    String.raw`^\d{1,2}\.?\s(?:de\s)?\p{L}{3,}\.?\s(?:de\s)?\d{4}$`,
    String.raw`^\[?\d{1,2}[-/]\p{L}{3,}\.?[-/](?:\d{2}|\d{4})(?!\d)`,
    String.raw`^\d{1,2}(?:\.\s?\d{1,2}\.\s?|\s\d{1,2}\s)(?:19|20)\d\d$`,
    String.raw`^\d{4}[年년]|[年년]\s?\d{1,2}\s?[月월]`,
    String.raw`^\d{8}T\d{4}`,
    String.raw`^\/Date\(-?\d+`, // of .NET's JSON
    String.raw`^\d{4}-?W\d\d-?\d$`,
    String.raw`^(?:19|20)\d\d-[0-3]\d\d$`, // the day of the year
  ].join('|'),
  'iu',
);
/** A part of a year: a quarter, or a week. */
const PART_OF_YEAR = String.raw`(?:[QT] ?[1-4]|H ?[12]|(?:K?W|wk) ?[0-5]?\d)`;
const YEAR = String.raw`(?:19|20)\d\d`;
const PERIOD_LIKE = new RegExp(
  `^${YEAR}[- /]?${PART_OF_YEAR}$|^${PART_OF_YEAR}(?:[- /]?${YEAR}|[- /]\\d\\d)$`,
  'i',
);
/** A time of day, or how long something takes. */
const TIME_LIKE = new RegExp(
  String.raw`^[-+]?(?:\d+ days?,? )?\d{1,3}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Uhr|h)?$|^PT?\d[\dDHMS.T]*[DHMS]$|^${HALF_DAY}|^(?:\d+(?:[.,]\d+)?\s?(?:d|h|m|min|mins|s|sec|days?|hours?|minutes?)\b\s?)+$|^\d{1,2}\s?h\s?\d{2}$`,
  'i',
);
/** A number with signs around it: of a limit, a tolerance, a note, a power, a fraction, a text of a spreadsheet. */
const WITH_MORE =
  /^['<>≤≥~≈]{1,2}\s?[+-]?\d[\d.,]*$|^[+-]?\d[\d.,]*\s?(?:[*†‡]+|±.*|[x×*·]\s?10\^?[-+⁻]?[\d⁰¹²³⁴-⁹]+|\s\d+\/\d+|\[\w{1,3}\]|[⁰¹²³⁴-⁹½¼¾⅓⅔⅛]+)$|^[½¼¾⅓⅔⅛]$|^0[xob][\da-f]+(?:\.[\da-f]*)?(?:p[+-]?\d+)?$/i;
/** As Fortran writes powers of ten. */
const FORTRAN = /^[+-]?\d*\.\d*d[+-]?\d+$/i;
/** Of a fraction, or of two measures. */
/** But for a season, or a year that begins in another one. */
const PAIR =
  /^(?!(?:19|20)\d\d\/\d\d$)\d+(?:[.,]\d+)?\s?\/\s?\d+(?:[.,]\d+)?$|^[-+]?\d+\.\d+[\s,;]\s?[-+]?\d+\.\d+$/;
const QUOTED = /^["“”„«‘‚»].*["“”«»’‘]$/u;
/** Characters as HTML spells them, and as UTF-7 does. */
const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|#x?[\da-f]{1,6});/i;
const UTF_7 = /\+A[\w/]{2}-/;
/** UTF-8 of letters of Western Europe, read as Windows-1252. */
const MISREAD = /Ã[\u00a0-\u00bfƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|â€[™œ\u009d“”¦¢]/u;
/** Degrees, minutes and perhaps seconds. */
const COORDINATE = /^[NSEWO]?\s?\d{1,3}\s?°\s?\d/u;

/** One of the texts that shows why a column is none of numbers or dates: the first that is neither, or else the first. */
export function exampleOf(words: readonly string[], format?: CellFormat): string {
  const readNumber = numberReader(format);
  const order = commonFormat(words)?.format ?? 'dmy';
  const isRead = (word: string) =>
    !Number.isNaN(readNumber(word)) || readDateTime(word, order) !== undefined;
  return words.find((word) => !isRead(word)) ?? words[0]!;
}

/** Of numbers that the file itself says are texts. */
export const NUMBERS_IN_QUOTES = 'numbers in quotes are texts: write them without';

/** Whether all of the texts are dates, which only a target or a choice leaves as they are. */
export function areDates(words: readonly string[]): boolean {
  if (commonFormat(words)?.count === words.length) return true;
  return words.every((word) => readDateTime(word, 'dmy') !== undefined); // or with the month first, just as well
}

/** Whether most of the texts are dates: the others are not written otherwise, but name no day or no time. */
function areMostlyDates(words: readonly string[]): boolean {
  return 2 * (commonFormat(words)?.count ?? 0) >= words.length;
}

/**
 * How to write the texts so that they are read as what they look like, or undefined if they look like texts.
 *
 * @param words distinct, trimmed, not missing
 */
export function describeLookAlikes(words: readonly string[]): string | undefined {
  const areMostly = (pattern: RegExp) => mostly(words, pattern);
  const isMixedPair = new Set(words.map((word) => word.toLowerCase())).size > 2;
  if (isMixedPair && words.every((word) => readKnownBoolean(word) !== undefined)) {
    return 'booleans are read where all cells are of one pair, such as true and false';
  }
  const invisible = words.find((word) => INVISIBLE.test(word));
  if (invisible !== undefined && areMostly(OR_INVISIBLE)) {
    const code = INVISIBLE.exec(invisible)![0].codePointAt(0)!;
    return `an invisible character (U+${code.toString(16).toUpperCase().padStart(4, '0')}) is no part of a number: take it out`;
  }
  if (areDates(words)) return undefined;
  if (areMostlyDates(words)) {
    return `most of the others are dates: correct it, or name it with ${option('missing-values')} if it is none`;
  }
  if (mostly(words, isDayAndMore)) {
    return 'the time behind a date is read where it is written like 18:30, 18:30:05 or 6:30 PM, and its zone like Z, UTC or +02:00';
  }
  if (areMostly(DATE_LIKE)) {
    const year = areMostly(SHORT_YEAR) ? ', with four digits of the year' : '';
    return `dates are read where they are written like 2024-07-31, 31/07/2024 or 31-Jul-2024${year}`;
  }
  for (const [mark, name] of [
    [',', 'comma'],
    ['.', 'point'],
  ] as const) {
    if (!areMostly(DOUBTFUL[mark])) continue;
    return `a ${name} may stand between thousands or before a fraction: say ${option('thousands')}=${mark} or ${option('decimal')}=${mark}`;
  }
  if (areMostly(DOUBTFUL['.,'])) {
    return `commas and points may stand between thousands or before a fraction: write all of them with the same marks, or say ${option('decimal')} and ${option('thousands')} if each has its own meaning`;
  }
  if (areMostly(NUMBER_LIKE)) {
    return 'numbers are read where they are written like 1234.5 or -1234.5, without currency signs, units, per cent or brackets';
  }
  return undefined;
}

/** The same for texts that are good levels or names as they are, and would say more in another form. */
export function describeOtherForms(words: readonly string[]): string | undefined {
  if (mostly(words, PERIOD_LIKE)) {
    return 'quarters are read where they are written like 2024-Q3, weeks where the day is named on which each begins, like 2024-07-29';
  }
  if (mostly(words, TIME_LIKE)) {
    return 'times and durations are read where they are numbers, of minutes for example';
  }
  if (mostly(words, COORDINATE)) {
    return 'coordinates are read where they are degrees with a fraction, like 48.85';
  }
  if (words.some((word) => WITH_MORE.test(word)) && mostly(words, orDecimal)) {
    return 'numbers are read where they are written like 1234.5, with nothing before or behind them';
  }
  if (mostly(words, FORTRAN)) {
    return 'powers of ten are read where they are written with an E, like 5.0E+01';
  }
  if (mostly(words, PAIR)) {
    return 'two numbers are read where each has a column of its own, or where they are divided, like 0.75';
  }
  if (mostly(words, QUOTED)) {
    return 'quotes are part of the cells: write straight ones, once around each cell';
  }
  if (words.some((word) => MISREAD.test(word))) {
    return 'letters such as "Ã¼" were UTF-8, and read in another encoding before: write the file again in UTF-8';
  }
  if (words.some((word) => UTF_7.test(word))) {
    return 'letters such as "+APw-" are UTF-7: write the file again in UTF-8';
  }
  if (words.some((word) => ENTITY.test(word))) {
    return 'characters such as "&amp;" are spelled as in HTML: write the characters themselves';
  }
  if (words.some((word) => word.includes('\uFFFD'))) {
    return 'U+FFFD stands for letters that were lost before: write the file again in UTF-8';
  }
  if (areMeasured(words)) {
    return "units make texts of numbers: write the numbers alone, and the unit in the column's name";
  }
  if (mostly(words, FORMULA)) return 'formulas are not worked out: write the value alone';
  const isNumber = (word: string) => INFINITE.test(word) || NUMBER_LIKE.test(word);
  const areInfinite = words.some((word) => INFINITE.test(word)) && words.every(isNumber);
  return areInfinite ? 'infinite numbers are not read' : undefined;
}

/** Whether all have a unit, of a few: A and B are none behind whole numbers, which number places then. */
function areMeasured(words: readonly string[]): boolean {
  const parts = words.map((word) => MEASURED.exec(word));
  const units = new Set(parts.map((part) => part?.[2]));
  const isFew = units.size <= MAX_UNITS && 2 * units.size <= words.length && !units.has(undefined);
  return isFew && parts.some((part) => part?.[1] !== undefined || !/^[A-Z]$/.test(part?.[2] ?? ''));
}

function orDecimal(word: string): boolean {
  return WITH_MORE.test(word) || /^[+-]?\d+[.,]\d+$/.test(word);
}

/** Whether a text begins with a day that is read, and does not end there. */
function isDayAndMore(text: string): boolean {
  const [day] = /^[\d./-]{8,}/.exec(text) ?? [text];
  const isRead = (each: string) =>
    readDateTime(each, 'dmy') !== undefined || readDateTime(each, 'mdy') !== undefined;
  return day !== text && isRead(day) && !isRead(text);
}

/** Whether most of the words are of a form or whole numbers, and not all of them are these. */
function mostly(words: readonly string[], form: RegExp | ((word: string) => boolean)): boolean {
  const isForm = typeof form === 'function' ? form : (word: string) => form.test(word);
  const isLike = (word: string) => word.length <= LONGEST && isForm(word);
  const plain = words.filter((word) => PLAIN.test(word)).length;
  const like = words.filter((word) => !PLAIN.test(word) && isLike(word)).length;
  return like > 0 && like + plain >= MOST * words.length;
}

/** Cells that are missing, and cells that are booleans. */
import { readDateTime } from './date-time.ts';
import { MINUS_SIGN } from './number-format.ts';
import { MANY_DIGITS, readDecimal, spellNumber } from './number-reader.ts';

/**
 * Spellings of a missing value, in lower case: those of pandas (`read_csv`'s na_values), R, SQL and the UCI repository,
 * but for `None`, which is a level of many tables. The first is the empty cell, and none spells a number.
 */
export const MISSING_MARKERS: readonly string[] =
  ',na,n/a,<na>,nan,-nan,null,?,#na,#n/a,#n/a n/a,1.#ind,-1.#ind,1.#qnan,-1.#qnan'.split(',');

/** Whether a cell, trimmed, means a missing value. */
export type MissingTest = (cell: string) => boolean;

/** A number that is no code: for a code, zeros before it and all of many digits count. */
const NUMBER_MARKER = /^[+-]?(0|[1-9]\d{0,14})?([.,]\d*)?(e[+-]?\d+)?$/i;

/**
 * The markers of missing cells. One that is a number, and no code, may be spelled in any way, as -999 in -999.0 and
 * -9.99e+02, and one that is a date too, as 9999-12-31 in 9999-12-31 00:00:00.
 *
 * @param markers in any case; the empty cell is always one
 */
export function missingTest(markers: readonly string[] = MISSING_MARKERS): MissingTest {
  const texts = ['', ...markers.map((marker) => marker.trim().toLowerCase())];
  const spellings = new Set(texts);
  const longest = Math.max(...texts.map((text) => text.length));
  const isSpelled = (cell: string) => cell.length <= longest && spellings.has(cell.toLowerCase());
  // The usual ones mean nothing else, and finding that out takes a millisecond of a start.
  if (markers === MISSING_MARKERS) return isSpelled;
  const values = new Set(texts.filter((text) => /\d/.test(text)).map(markedValue));
  if (values.size === 0) return isSpelled;
  return (cell) => isSpelled(cell) || values.has(markedValue(cell));
}

/** What a marker means, however it is spelled: a number, or as a text a moment or a code. */
function markedValue(text: string): number | string {
  const value = isNumberMarker(text) ? markedNumber(text) : readDateTime(text, 'dmy')?.toString();
  return value ?? text.replace(WHOLE_FRACTION, '');
}

/** Behind a whole number, which a program that knows missing numbers writes as a fraction. Three zeros may be thousands. */
export const WHOLE_FRACTION = /(?<=^-?\d+)[.,](?!000$)0+$/;

export function isNumberMarker(marker: string): boolean {
  const text = marker.trim().replace(MINUS_SIGN, '-');
  return NUMBER_MARKER.test(text) || (MANY_DIGITS.test(text) && spellNumber(Number(text)) === text);
}

/** Numbers that markers spell, such as -999, with a point or a comma: they have to be looked up too. */
export function numberMarkers(markers: readonly string[] = []): ReadonlySet<number> {
  return new Set(markers.map(markedNumber).filter((number) => number !== undefined));
}

function markedNumber(marker: string): number | undefined {
  return readDecimal(marker.trim().replace(MINUS_SIGN, '-').replace(',', '.'));
}

/** Pairs that spell a boolean, in lower case: false, then true. */
const BOOLEAN_PAIRS = [
  ['false', 'true'],
  ['no', 'yes'],
  ['f', 't'],
  ['n', 'y'],
] as const;

const BOOLEANS: ReadonlyMap<string, boolean> = new Map(
  [...BOOLEAN_PAIRS, ['0', '1'] as const].flatMap(([no, yes]) => [
    [no, false],
    [yes, true],
  ]),
);

/** Cells that are known to be booleans, in the cases that programs write. */
export function booleanSpellings(): readonly string[] {
  const words = [...BOOLEANS.keys()].flatMap((word) => [
    word,
    word[0]!.toUpperCase() + word.slice(1),
    word.toUpperCase(),
  ]);
  return [...new Set(words)];
}

/** The levels that every boolean feature has, in this order. */
export const BOOLEAN_LEVELS = ['false', 'true'] as const;

/**
 * The boolean that a cell spells in any case: true and false, yes and no, t and f, y and n. Undefined for
 * everything else, 0 and 1 too: these are numbers.
 *
 * @param cell trimmed
 */
export function readBoolean(cell: string): boolean | undefined {
  return cell.length <= 5 && !/[01]/.test(cell) ? BOOLEANS.get(cell.toLowerCase()) : undefined;
}

/**
 * As `readBoolean`, of a column that is known to hold booleans: there 0 is false and 1 is true, also as 1.0, which
 * programs write beside missing values.
 */
export function readKnownBoolean(cell: string): boolean | undefined {
  return BOOLEANS.get(cell.replace(WHOLE_FRACTION, '').toLowerCase());
}

/** Whether two values are the two sides of one pair, such as Yes and no. */
export function isBooleanPair(a: string, b: string): boolean {
  const found = new Set([a.toLowerCase(), b.toLowerCase()]);
  return BOOLEAN_PAIRS.some(([no, yes]) => found.has(no) && found.has(yes));
}

/** How a cell of a table is read. Training and serving both read cells by this file, so that neither can differ. */

/** Spellings of a missing value, in lower case: those that pandas, R, SQL and the UCI repository write. */
export const MISSING_MARKERS: readonly string[] = ['', 'na', 'nan', 'null', '?'];

/** No two parts can match the same digits, so that a long cell costs linear time. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Whether a cell, trimmed, stands for a missing value. */
export type MissingTest = (cell: string) => boolean;

/**
 * What tells missing cells from others.
 *
 * @param markers in any case; the empty cell is always one. Default: MISSING_MARKERS
 */
export function missingTest(markers: readonly string[] = MISSING_MARKERS): MissingTest {
  const spellings = new Set(['', ...markers.map((marker) => marker.trim().toLowerCase())]);
  const longest = Math.max(...[...spellings].map((spelling) => spelling.length));
  return (cell) => cell.length <= longest && spellings.has(cell.toLowerCase());
}

/**
 * The number that a cell spells in decimal (`-1`, `.5`, `6.02e23`), or undefined: hexadecimal, separators,
 * units, `Infinity` and numbers beyond float64 are no numbers here.
 *
 * @param cell trimmed
 */
export function readDecimal(cell: string): number | undefined {
  if (!DECIMAL.test(cell)) return undefined;
  const number = Number(cell) + 0; // makes -0 a plain 0
  return Number.isFinite(number) ? number : undefined;
}

/** What stands before the fraction of a number. */
export type DecimalMark = '.' | ',';

/**
 * As `readDecimal`, with the mark that a whole file has: where it is a comma, a point is no part of a number, for
 * it would stand between thousands.
 *
 * @param cell trimmed
 */
export function readMarkedDecimal(cell: string, mark: DecimalMark): number | undefined {
  if (mark === '.') return readDecimal(cell);
  return cell.includes('.') ? undefined : readDecimal(cell.replace(',', '.'));
}

/** Pairs that spell a boolean, in lower case: false, then true. */
const BOOLEAN_PAIRS = [
  ['false', 'true'],
  ['no', 'yes'],
  ['f', 't'],
  ['n', 'y'],
] as const;

const BOOLEANS: ReadonlyMap<string, boolean> = new Map(
  BOOLEAN_PAIRS.flatMap(([no, yes]) => [
    [no, false],
    [yes, true],
  ]),
);

/** The levels that every boolean feature has, in this order. */
export const BOOLEAN_LEVELS = ['false', 'true'] as const;

/**
 * The boolean that a cell spells in any case: true and false, yes and no, t and f, y and n. Undefined for
 * everything else, 0 and 1 too: these are numbers.
 *
 * @param cell trimmed
 */
export function readBoolean(cell: string): boolean | undefined {
  return cell.length <= 5 ? BOOLEANS.get(cell.toLowerCase()) : undefined;
}

/** Whether two values are the two sides of one pair, such as Yes and no. */
export function isBooleanPair(a: string, b: string): boolean {
  const found = new Set([a.toLowerCase(), b.toLowerCase()]);
  return BOOLEAN_PAIRS.some(([no, yes]) => found.has(no) && found.has(yes));
}

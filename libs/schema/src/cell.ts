/** Cells that are missing, and cells that are booleans. */

/** Spellings of a missing value, in lower case: those that pandas, R, SQL and the UCI repository write. */
export const MISSING_MARKERS: readonly string[] = ['', 'na', 'nan', 'null', '?'];

/** Whether a cell, trimmed, means a missing value. */
export type MissingTest = (cell: string) => boolean;

/**
 * The markers of missing cells.
 *
 * @param markers in any case; the empty cell is always one. Default: MISSING_MARKERS
 */
export function missingTest(markers: readonly string[] = MISSING_MARKERS): MissingTest {
  const spellings = new Set(['', ...markers.map((marker) => marker.trim().toLowerCase())]);
  const longest = Math.max(...[...spellings].map((spelling) => spelling.length));
  return (cell) => cell.length <= longest && spellings.has(cell.toLowerCase());
}

/** Whether a marker may be a number, such as -999, so that numbers have to be looked up too. */
export function hasNumberMarkers(markers: readonly string[] = MISSING_MARKERS): boolean {
  return markers.some((marker) => /\d/.test(marker));
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

/** As `readBoolean`, of a column that is known to hold booleans: there 0 is false and 1 is true. */
export function readKnownBoolean(cell: string): boolean | undefined {
  return cell === '0' || cell === '1' ? cell === '1' : readBoolean(cell);
}

/** Whether two values are the two sides of one pair, such as Yes and no. */
export function isBooleanPair(a: string, b: string): boolean {
  const found = new Set([a.toLowerCase(), b.toLowerCase()]);
  return BOOLEAN_PAIRS.some(([no, yes]) => found.has(no) && found.has(yes));
}

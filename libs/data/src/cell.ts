/** Spellings of a missing value, in lower case: those that pandas, R, SQL and the UCI repository write. */
const MISSING = new Set(['', 'na', 'nan', 'null', '?']);

/** No two parts can match the same digits, so that a long cell costs linear time. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** @param cell trimmed */
export function isMissing(cell: string): boolean {
  return cell.length <= 4 && MISSING.has(cell.toLowerCase());
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

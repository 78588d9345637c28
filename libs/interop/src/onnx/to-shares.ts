import { ForeignModelError } from '../errors.ts';

/** Shares of a tree may sum to 1 within this as they are. */
const EXACT = 1e-9;
/** And within this where converters have rounded them to float32. */
const ROUNDED = 1e-4;

/**
 * A leaf's shares of the classes, which sum to 1. Converters divide them by the number of trees and round them; two
 * classes may have the second's alone.
 *
 * @param factor what converters have divided by
 * @throws {ForeignModelError} if they are no shares
 */
export function toShares(row: readonly number[], factor: number, where: string): number[] {
  const given =
    row.length === 1
      ? [Math.max(0, 1 - row[0]! * factor), row[0]! * factor]
      : row.map((share) => share * factor);
  const total = given.reduce((sum, share) => sum + share, 0);
  const isShares = given.every((share) => share >= 0) && Math.abs(total - 1) <= ROUNDED;
  if (isShares) return Math.abs(total - 1) <= EXACT ? given : given.map((share) => share / total);
  const shown = [...row.slice(0, 5), ...(row.length > 5 ? ['...'] : [])].join(', ');
  throw new ForeignModelError(
    `Found a leaf of [${shown}] in ${where}, expected shares of classes, the same sum in all trees.`,
    'Import the model from a file of the library that trained it.',
  );
}

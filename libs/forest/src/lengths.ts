/** @throws {RangeError} if the array called `what` does not have the expected length */
export function requireLength(what: string, found: number, expected: number): void {
  if (found !== expected) {
    throw new RangeError(`Found ${found} numbers in ${what}, expected ${expected}.`);
  }
}

/** @throws {RangeError} if `found` numbers are not a whole number of rows */
export function rowCount(found: number, features: number): number {
  if (found % features !== 0) {
    throw new RangeError(
      `Found ${found} numbers, expected a multiple of the ${features} features.`,
    );
  }
  return found / features;
}

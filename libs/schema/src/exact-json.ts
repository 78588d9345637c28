import { isInexact } from './number-reader.ts';

/**
 * `JSON.parse`, but that numbers that float64 does not hold become the text of their digits, as they are in a
 * table: whole numbers whose digits would change, which mostly are codes, and numbers beyond its range.
 *
 * @throws {SyntaxError} as `JSON.parse` does
 * @throws {RangeError} for such a number in a value that is nested too deep to look for it
 */
export function parseExactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return hasLargeNumber(value) ? JSON.parse(text, keepDigits) : value;
}

/**
 * Whether a number, at any depth, is so large that digits may be lost. To look at the numbers takes a third of the time
 * of a search of the text.
 */
function hasLargeNumber(root: unknown): boolean {
  const open: unknown[] = [[root]];
  while (open.length > 0) {
    const value = open.pop() as object;
    const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    // By index, where `of` takes longer: this is looked at for each row of a file.
    for (let i = 0; i < members.length; i++) {
      const member = members[i];
      if (typeof member === 'number') {
        if (Math.abs(member) > Number.MAX_SAFE_INTEGER) return true;
      } else if (typeof member === 'object' && member !== null) open.push(member);
    }
  }
  return false;
}

function keepDigits(_: string, value: unknown, { source }: { source?: string } = {}): unknown {
  if (typeof value !== 'number' || source === undefined) return value;
  return Number.isFinite(value) && !isInexact(source, value) ? value : source;
}

import { isInexact, readDecimal } from './number-reader.ts';

/**
 * `JSON.parse`, but that numbers that float64 does not hold become the text of their digits, as they are in a
 * table: whole numbers whose digits would change or become an exponent, which mostly are codes, and numbers beyond its range or so near to 0
 * that they would be 0.
 *
 * @throws {SyntaxError} as `JSON.parse` does
 * @throws {RangeError} for such a number in a value that is nested too deep to look for it
 */
export function parseExactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return mayBeChanged(value, text) ? JSON.parse(text, keepDigits) : value;
}

/** What a number has that is read as 0 and is not 0. */
const TINY = /e-\d{3}|\.0{99}/i;

/**
 * Whether a number, at any depth, is so large that digits may be lost, or may be 0 because it is so small. To look at
 * the numbers takes a third of the time of a search of the text.
 */
function mayBeChanged(root: unknown, text: string): boolean {
  const open: unknown[] = [[root]];
  let hasTiny: boolean | undefined;
  while (open.length > 0) {
    const value = open.pop() as object;
    const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    // By index, where `of` takes longer: this is looked at for each row of a file.
    for (let i = 0; i < members.length; i++) {
      const member = members[i];
      if (typeof member === 'number') {
        if (Math.abs(member) > Number.MAX_SAFE_INTEGER) return true;
        if (member === 0 && (hasTiny ??= TINY.test(text))) return true;
      } else if (typeof member === 'object' && member !== null) open.push(member);
    }
  }
  return false;
}

function keepDigits(_: string, value: unknown, { source }: { source?: string } = {}): unknown {
  if (typeof value !== 'number' || source === undefined) return value;
  return readDecimal(source) === value && !isInexact(source, value)
    ? value
    : source.replace(/\.0*$/, '');
}

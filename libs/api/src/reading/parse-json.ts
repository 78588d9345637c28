import { parseExactJson } from '@lambda-forest/schema';

import { RequestError } from '../errors.ts';

const BACKSLASH = 0x5c;
const COLON = 0x3a;
const QUOTE = 0x22;

/**
 * A request's JSON; numbers that float64 does not hold are the text of their digits. Depth is no danger: V8's parser keeps its own stack, and so does all that reads the value
 * here. A key called `__proto__` becomes an ordinary member, which the contract refuses as unknown.
 *
 * @throws {RequestError} JSON_INVALID for anything else, and for an object that names a member twice:
 *   `JSON.parse` would silently keep the last
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = parseExactJson(text);
  } catch (error) {
    throw new RequestError(
      'JSON_INVALID',
      text.trim() === '' ? 'Found an empty body, expected JSON.' : 'Found no JSON in the body.',
      'Send one JSON object.',
      error,
    );
  }
  if (countColons(text) !== countMembers(value)) {
    throw new RequestError(
      'JSON_INVALID',
      'Found an object with the same name twice, expected distinct names.',
      'Leave out the repeated member.',
    );
  }
  return value;
}

/** Colons outside strings: one for each member that was written. */
function countColons(text: string): number {
  let colons = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === COLON) colons++;
    else if (unit === QUOTE) at = endOfString(text, at);
  }
  return colons;
}

/** The closing quote of the string that opens at `start`: the next one that no backslash escapes. */
function endOfString(text: string, start: number): number {
  let end = start;
  let backslashes: number;
  do {
    end = text.indexOf('"', end + 1);
    backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
  } while (backslashes % 2 === 1);
  return end;
}

/** Members that were kept, at any depth. */
function countMembers(root: unknown): number {
  let members = 0;
  const open = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const inner: readonly unknown[] = Object.values(value);
    if (!Array.isArray(value)) members += inner.length;
    for (const each of inner) if (typeof each === 'object') open.push(each);
  }
  return members;
}

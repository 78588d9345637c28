/** The names of an object's members as its text has them: `JSON.parse` keeps the last of two, and sorts numbers first. */
import { BACKSLASH, COLON, QUOTE } from '@lambda-forest/text';

const OPENING = new Set([0x7b, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);

/**
 * Whether an object, at any depth, names a member twice.
 *
 * @param text JSON
 * @param value what it was parsed to
 */
export function hasRepeatedNames(text: string, value: unknown): boolean {
  return !keptAllNames(text, countMembers(value));
}

/**
 * Whether as many members were kept as a text has, at any depth. Text has a colon for each, and mostly no other: only
 * where it has more are those in strings left out.
 */
export function keptAllNames(text: string, kept: number): boolean {
  let colons = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) colons++;
  return colons === kept || countColons(text) === kept;
}

/**
 * The names of the outermost object's members in the order in which they are written, those that are repeated each time.
 *
 * @param text JSON of an object
 */
export function writtenNames(text: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let start = 0;
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      [start, end] = [at, endOfString(text, at)];
      at = end;
    } else if (unit === COLON) {
      if (depth === 1) names.push(JSON.parse(text.slice(start, end + 1)) as string);
    } else if (OPENING.has(unit)) depth++;
    else if (CLOSING.has(unit)) depth--;
  }
  return names;
}

/** Colons outside strings: one for each member that was written, at any depth. */
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

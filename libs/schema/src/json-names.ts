/** The names of an object's members as its text has them: `JSON.parse` keeps the last of two, and sorts numbers first. */
import { QUOTE } from '@lambda-forest/text';

/** What names and their objects are known by. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}:]/g;

/**
 * A name that an object, at any depth, gives to two of its members.
 *
 * @param text JSON
 * @param kept how many members `JSON.parse` kept of it, at any depth. There is a colon for each behind a quote or blanks,
 *   and mostly no other: only of a text with more of them the names are read
 */
export function findRepeatedName(text: string, kept: number): string | undefined {
  let colons = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    if (text.charCodeAt(at - 1) <= QUOTE) colons++;
  }
  return colons === kept ? undefined : repeatedName(text);
}

/**
 * The names of the outermost object's members in the order in which they are written, those that are repeated each time.
 *
 * @param text JSON of an object
 */
export function writtenNames(text: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === ':') {
      if (depth === 1) names.push(JSON.parse(last) as string);
    } else if (token === '{') depth++;
    else if (token === '}') depth--;
    else last = token;
  }
  return names;
}

function repeatedName(text: string): string | undefined {
  /** Where the objects around a place begin. */
  const open: number[] = [];
  const names = new Set<string>();
  let last = '';
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === ':') {
      const name = JSON.parse(last) as string;
      const key = `${open.at(-1)}:${name}`;
      if (names.has(key)) return name;
      names.add(key);
    } else if (token === '{') open.push(index);
    else if (token === '}') open.pop();
    else last = token;
  }
  return undefined;
}

/** The members of what was parsed, at any depth. */
export function countMembers(root: unknown): number {
  let members = 0;
  const all: object[] = [[root]];
  for (const value of all) {
    const inner: readonly unknown[] = Object.values(value);
    if (!Array.isArray(value)) members += inner.length;
    for (const each of inner) if (typeof each === 'object' && each) all.push(each);
  }
  return members;
}

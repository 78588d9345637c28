import { Buffer } from 'node:buffer';

import { ScoringInputError } from './errors.ts';
import { enumerate, quote } from './text.ts';

/** What a CSV file's first row says. */
export interface CsvHeader {
  /** Names of the columns, without blanks around them. */
  readonly names: readonly string[];
  /** The byte between cells. */
  readonly delimiter: number;
  /** Where the next row starts. */
  readonly end: number;
}

const DELIMITERS = [',', ';', '\t', '|'];
const LF = 10;
const CR = 13;
const QUOTE = 34;

/**
 * Reads the first row. The delimiter is the one by which most of the expected names are found.
 *
 * @param bytes the file's start, without a byte order mark
 * @param isWhole whether there is no more
 * @returns undefined where the row is not there as a whole yet
 * @throws {ScoringInputError} for columns that are missing or there twice
 */
export function readCsvHeader(
  bytes: Uint8Array,
  isWhole: boolean,
  expected: readonly string[],
  source: string,
): CsvHeader | undefined {
  const end = rowEnd(bytes);
  if (end === -1 && !isWhole) return undefined;
  const row = Buffer.from(bytes.subarray(0, end === -1 ? bytes.length : end)).toString('utf8');
  const wanted = new Set(expected);
  const found = DELIMITERS.map((delimiter) => {
    const names = splitNames(row, delimiter);
    return { delimiter, names, hits: names.filter((name) => wanted.has(name)).length };
  });
  const { delimiter, names } = found.reduce((best, one) => (one.hits > best.hits ? one : best));
  requireColumns(names, expected, source);
  return { names, delimiter: delimiter.charCodeAt(0), end: skipBreak(bytes, end) };
}

function requireColumns(
  names: readonly string[],
  expected: readonly string[],
  source: string,
): void {
  const missing = expected.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new ScoringInputError(
      `Found no column ${enumerate(missing)} in ${source}, whose first row is ${enumerate(names)}, expected the columns that the model was trained on.`,
      'Add the columns, or correct their names in the first row.',
    );
  }
  const twice = expected.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) {
    throw new ScoringInputError(
      `Found the column ${quote(twice)} twice in ${source}, expected it once.`,
      'Rename or leave out one of them.',
    );
  }
}

/** Where the first line break outside quotes stands, or -1. */
function rowEnd(bytes: Uint8Array): number {
  let isQuoted = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (!isQuoted && (byte === LF || byte === CR)) return at;
  }
  return -1;
}

function skipBreak(bytes: Uint8Array, end: number): number {
  if (end === -1) return bytes.length;
  return bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1;
}

function splitNames(row: string, delimiter: string): string[] {
  const names: string[] = [];
  let name = '';
  let isQuoted = false;
  for (let at = 0; at < row.length; at++) {
    const character = row[at]!;
    if (character === '"') {
      if (isQuoted && row[at + 1] === '"') {
        name += '"';
        at++;
      } else {
        isQuoted = !isQuoted;
      }
    } else if (character === delimiter && !isQuoted) {
      names.push(name.trim());
      name = '';
    } else {
      name += character;
    }
  }
  return [...names, name.trim()];
}

import { Buffer } from 'node:buffer';

import { findRepeatedName, jsonFault, parseExactJson, writtenNames } from '@lambda-forest/schema';
import { isObject, LF, quote, repeatedName } from '@lambda-forest/text';

import { MAX_ROW_BYTES } from '../limits.ts';
import { INCOMPLETE } from '../row-scanner.ts';
import type { RowScanner } from '../row-scanner.ts';

/** Takes the rows of JSON Lines. Lines are counted from 1. */
export interface JsonLinesSink {
  /**
   * A line's object. Numbers that float64 does not hold are the text of their digits: see `parseExactJson`.
   *
   * @param names of its members, in the order in which they are written
   */
  addObject(
    members: Readonly<Record<string, unknown>>,
    names: readonly string[],
    line: number,
  ): void;
  /** A line that holds no such object: what was found, and what was expected. */
  addOther(line: number, message: string): void;
  /** A line is longer than any row may be. Must throw. */
  refuseLength(line: number): never;
}

/** What begins each text of a JSON text sequence (RFC 7464). */
export const RECORD_SEPARATOR = '\x1e';
/** Or each file of several that were put together: a byte order mark. */
const STARTS = `${RECORD_SEPARATOR}\ufeff`;
/** Where V8 finds more behind a whole value. */
const BEHIND = /after JSON at position (\d+)/;
/** A name that comes first among an object's keys, wherever it is written. */
const WHOLE = /^\d+$/;
/** An escape that is half of a character, mostly beside its other half. */
const HALF = /\\u[dD][89a-fA-F]/;

/** Cuts JSON Lines into objects. Empty lines are ignored. */
export class JsonLinesScanner implements RowScanner {
  readonly #sink: JsonLinesSink;
  /** Bytes of a line that may go on. */
  #rest = Buffer.alloc(0);
  #line = 0;

  constructor(sink: JsonLinesSink) {
    this.#sink = sink;
  }

  push(bytes: Uint8Array): void {
    const data = Buffer.concat([this.#rest, bytes]);
    const end = data.lastIndexOf(LF);
    if (end !== -1) this.#readLines(data.toString('utf8', 0, end));
    this.#rest = data.subarray(end + 1);
    if (this.#rest.length > MAX_ROW_BYTES) this.#sink.refuseLength(this.#line + 1);
  }

  pushRow(bytes: Uint8Array): number {
    const end = bytes.indexOf(LF);
    this.push(end === -1 ? bytes : bytes.subarray(0, end + 1));
    return end === -1 ? INCOMPLETE : end + 1;
  }

  get line(): number {
    return this.#line + 1;
  }

  end(): void {
    this.#readLines(this.#rest.toString('utf8'));
    this.#rest = Buffer.alloc(0);
  }

  /** Nearly no file has half characters: one search in all lines at once is quicker than one in each. */
  #readLines(text: string): void {
    const mayHoldHalf = HALF.test(text);
    for (const line of text.split('\n')) {
      const isMarked = line !== '' && STARTS.includes(line[0]!);
      this.#readLine(isMarked ? line.slice(1) : line, mayHoldHalf);
    }
  }

  #readLine(text: string, mayHoldHalf: boolean): void {
    this.#line++;
    if (text.trim() === '') return;
    let value: unknown;
    try {
      value = parseExactJson(text);
    } catch (error) {
      this.#sink.addOther(this.#line, `found ${faultOf(text, error)}, expected an object`);
      return;
    }
    if (isObject(value)) this.#hand(value, text, mayHoldHalf);
    else {
      const message = 'found JSON that is not an object, expected one with a member per column';
      this.#sink.addOther(this.#line, message);
    }
  }

  #hand(members: Readonly<Record<string, unknown>>, text: string, mayHoldHalf: boolean): void {
    const kept = Object.keys(members);
    const isPlain = !WHOLE.test(kept[0] ?? '') && findRepeatedName(text, kept.length) === undefined;
    const names = isPlain ? kept : writtenNames(text);
    const half = mayHoldHalf ? findHalf(members) : undefined;
    if (half !== undefined) {
      const message = `found half of a character in ${quote(half)}, expected whole ones`;
      this.#sink.addOther(this.#line, message);
    } else if (names.length === kept.length) this.#sink.addObject(members, names, this.#line);
    else {
      const message = `found the name ${quote(repeatedName(names)!)} twice, expected distinct names`;
      this.#sink.addOther(this.#line, message);
    }
  }
}

function faultOf(text: string, error: unknown): string {
  if (text.trimEnd().endsWith(',')) return 'a comma at the end of the line';
  const [, behind] = BEHIND.exec(String(error)) ?? [];
  const isObjectBehind = behind !== undefined && text[Number(behind)] === '{';
  return isObjectBehind ? 'several objects on the line' : jsonFault(text, error).found;
}

/** A name or text with half of a character: written to a file it would be U+FFFD, as any other half. */
function findHalf(members: Readonly<Record<string, unknown>>): string | undefined {
  return Object.entries(members)
    .flat()
    .find((each): each is string => typeof each === 'string' && !each.isWellFormed());
}

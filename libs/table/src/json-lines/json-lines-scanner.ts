import { Buffer } from 'node:buffer';

import { parseExactJson } from '@lambda-forest/schema';
import { isObject } from '@lambda-forest/text';

import { MAX_ROW_BYTES } from '../limits.ts';
import type { RowScanner } from '../row-scanner.ts';

/** Takes the rows of JSON Lines. Lines are counted from 1. */
export interface JsonLinesSink {
  /** A line's object. Numbers that float64 does not hold are the text of their digits: see `parseExactJson`. */
  addObject(members: Readonly<Record<string, unknown>>, line: number): void;
  /** A line that holds something else, or no JSON at all: then why. */
  addOther(line: number, error: unknown): void;
  /** A line is longer than any row may be. Must throw. */
  refuseLength(line: number): never;
}

const LF = 10;

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
    if (end !== -1) {
      for (const line of data.toString('utf8', 0, end).split('\n')) this.#readLine(line);
    }
    this.#rest = data.subarray(end + 1);
    if (this.#rest.length > MAX_ROW_BYTES) this.#sink.refuseLength(this.#line + 1);
  }

  end(): void {
    this.#readLine(this.#rest.toString('utf8'));
    this.#rest = Buffer.alloc(0);
  }

  #readLine(text: string): void {
    this.#line++;
    if (text.trim() === '') return;
    let value: unknown;
    try {
      value = parseExactJson(text);
    } catch (error) {
      this.#sink.addOther(this.#line, error);
      return;
    }
    if (isObject(value)) this.#sink.addObject(value, this.#line);
    else this.#sink.addOther(this.#line, undefined);
  }
}

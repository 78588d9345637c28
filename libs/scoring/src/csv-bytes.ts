/** The pieces that rows of CSV are cut into, as bytes of UTF-8. */
import { Buffer } from 'node:buffer';

import type { DialectBytes } from './csv-dialect.ts';

export const LF = 10;
export const CR = 13;
export const BLANK = 32;

/** A row or cell goes on behind the bytes that are there. */
export const INCOMPLETE = -1;

/** Where the quote that closes the one at `open` stands, or INCOMPLETE. */
export function closingQuote(data: Uint8Array, open: number, quote: number): number {
  for (let at = open + 1; ; at += 2) {
    at = data.indexOf(quote, at);
    if (at === -1) return INCOMPLETE;
    if (data[at + 1] !== quote) return at;
  }
}

/** The text between two quotes. */
export function unquoted(data: Uint8Array, open: number, close: number, quote: string): string {
  const text = textOf(data, open + 1, close);
  return text.includes(quote) ? text.replaceAll(quote + quote, quote) : text;
}

/** Whether the bytes that end before `at` are a delimiter's first ones. */
export function isBehind(data: Uint8Array, from: number, at: number, lead: Uint8Array): boolean {
  const start = at - lead.length;
  return start >= from && lead.every((byte, i) => data[start + i] === byte);
}

/**
 * Where an unquoted cell is over: at a line break, the end of the data, or the last byte of a delimiter.
 *
 * @param from where the cell starts
 */
export function cellEnd(data: Uint8Array, from: number, { delimiter, lead }: DialectBytes): number {
  for (let at = from; ; at++) {
    const byte = data[at];
    if (at >= data.length || byte === LF || byte === CR) return at;
    if (byte === delimiter && isBehind(data, from, at, lead)) return at;
  }
}

export function textOf({ buffer, byteOffset }: Uint8Array, from: number, to: number): string {
  return Buffer.from(buffer, byteOffset + from, to - from).toString('utf8');
}

export function countBreaks(text: string): number {
  if (!text.includes('\n') && !text.includes('\r')) return 0;
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** @param at of a line break, or the end of the data */
export function nextLine(data: Uint8Array, at: number): number {
  return data[at] === CR && data[at + 1] === LF ? at + 2 : at + 1;
}

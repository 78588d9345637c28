import { Buffer } from 'node:buffer';

import type { DecimalMark } from '@lambda-forest/schema';

/** How a CSV file is written. Its text is UTF-8; its lines end with LF, CRLF or CR. */
export interface CsvDialect {
  /** One character, neither a quote nor a line break. */
  readonly delimiter: string;
  /** One ASCII character: stands around a cell, and twice within one for itself. */
  readonly quote: string;
  readonly decimal: DecimalMark;
  /** Whether a first line such as `sep=;` stands before the names of the columns. */
  readonly hasSeparatorLine: boolean;
}

/** The same as bytes. */
export interface DialectBytes {
  /** The delimiter's last byte, and the only one of an ASCII character. */
  readonly delimiter: number;
  /** Its bytes before that one. */
  readonly lead: Uint8Array;
  readonly quote: number;
  readonly decimal: number;
}

export function bytesOf({ delimiter, quote, decimal }: CsvDialect): DialectBytes {
  const bytes = Buffer.from(delimiter);
  return {
    delimiter: bytes.at(-1)!,
    lead: bytes.subarray(0, -1),
    quote: quote.charCodeAt(0),
    decimal: decimal.charCodeAt(0),
  };
}

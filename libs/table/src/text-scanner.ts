/**
 * Reads a text file whose format, encoding and dialect are detected from its first 256 KiB, unless they are given.
 *
 * ```ts
 * const scanner = new TextScanner('houses.csv', {}, sinks);
 * for await (const bytes of stream) scanner.push(bytes);
 * scanner.end();
 * ```
 */
import { Buffer } from 'node:buffer';

import type { Transcoder } from './encoding/transcoder.ts';
import { PIECE_BYTES, SAMPLE_BYTES } from './limits.ts';
import type { RowScanner } from './row-scanner.ts';
import { openText } from './sniff/open-text.ts';
import type { TextChoice } from './sniff/sniff-text.ts';
import type { TableSinks } from './table-sinks.ts';

export class TextScanner {
  readonly #source: string;
  readonly #choice: TextChoice;
  readonly #sinks: Pick<TableSinks, 'csv' | 'jsonLines'>;
  /** The file's first bytes, until there are enough to find out what it is. */
  #start: Uint8Array[] = [];
  #startBytes = 0;
  #transcoder: Transcoder | undefined;
  #scanner: RowScanner | undefined;

  /** @param source what messages call the file */
  constructor(source: string, choice: TextChoice, sinks: Pick<TableSinks, 'csv' | 'jsonLines'>) {
    this.#source = source;
    this.#choice = choice;
    this.#sinks = sinks;
  }

  /**
   * @param bytes neither changed nor kept once the next piece is pushed, but for the first 256 KiB
   * @throws {DataValidationError} for bytes after which nothing more can be read, and any error of the sink
   */
  push(bytes: Uint8Array): void {
    if (this.#scanner === undefined) {
      this.#start.push(bytes);
      this.#startBytes += bytes.length;
      if (this.#startBytes >= SAMPLE_BYTES) this.#open(false);
      return;
    }
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      this.#scanner.push(this.#transcoder!.push(bytes.subarray(at, at + PIECE_BYTES)));
    }
  }

  /** @throws {DataValidationError} as `push` */
  end(): void {
    if (this.#scanner === undefined) this.#open(true);
    this.#scanner!.push(this.#transcoder!.end());
    this.#scanner!.end();
  }

  #open(isWhole: boolean): void {
    const bytes = this.#start.length === 1 ? this.#start[0]! : Buffer.concat(this.#start);
    this.#start = [];
    const sample = bytes.subarray(0, SAMPLE_BYTES);
    const isAll = isWhole && sample.length === bytes.length;
    const opened = openText(this.#source, sample, isAll, this.#choice, this.#sinks);
    this.#transcoder = opened.transcoder;
    this.#scanner = opened.scanner;
    this.push(bytes);
  }
}

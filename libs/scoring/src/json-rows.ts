import { StringDecoder } from 'node:string_decoder';

import { parseExactJson } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';

import { ScoringInputError } from './errors.ts';
import { BATCH_ROWS, RowBatch } from './row-batch.ts';
import type { RowDecoder, RowDecoderOptions } from './row-batch.ts';
import { valueReaders } from './value-reader.ts';
import type { ValueReader } from './value-reader.ts';

const MAX_LINE_CHARACTERS = 65_536 * 32;

/**
 * JSON Lines by a model's schema: an object on each line with a member for each column. Other members are left aside, and a member that is not there is a missing value.
 */
export class JsonRows implements RowDecoder {
  readonly #source: string;
  readonly #onBatch: (batch: RowBatch) => void;
  readonly #batch: RowBatch;
  readonly #readers: readonly ValueReader[];
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';
  #line = 0;
  #rows = 0;

  constructor(schema: Schema, { source, onBatch, batchRows = BATCH_ROWS }: RowDecoderOptions) {
    this.#source = source;
    this.#onBatch = onBatch;
    this.#batch = new RowBatch(schema.features.length, batchRows);
    this.#readers = valueReaders(schema);
  }

  push(bytes: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.write(bytes)).split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) this.#readLine(line);
    if (this.#rest.length > MAX_LINE_CHARACTERS) {
      throw new ScoringInputError(
        `Found more than 2 MiB on line ${this.#line + 1} of ${this.#source}, expected an object on each line.`,
        'Write one JSON object on each line, and nothing around them.',
      );
    }
  }

  end(): void {
    this.#readLine(this.#rest + this.#decoder.end());
    this.#rest = '';
    if (this.#rows === 0) {
      throw new ScoringInputError(
        `Found no rows in ${this.#source}, expected at least one.`,
        'Add rows.',
      );
    }
    this.#flush();
  }

  #readLine(text: string): void {
    this.#line++;
    if (text.trim() === '') return;
    const batch = this.#batch;
    batch.lines[batch.count] = this.#line;
    const row = parseObject(this.#line === 1 ? text.replace(/^\uFEFF/, '') : text);
    if (row === undefined)
      batch.addProblem('found no JSON object, expected one with a member per column');
    else {
      for (const reader of this.#readers) {
        const { name } = reader.column;
        reader.readValue(Object.hasOwn(row, name) ? row[name] : undefined, batch);
      }
    }
    this.#rows++;
    batch.count++;
    if (batch.count === batch.capacity) this.#flush();
  }

  #flush(): void {
    if (this.#batch.count > 0) this.#onBatch(this.#batch);
    this.#batch.clear();
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = parseExactJson(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Readonly<Record<string, unknown>>;
    }
  } catch {
    // told like any other row that is no object
  }
  return undefined;
}

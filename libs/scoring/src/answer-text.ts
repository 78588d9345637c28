import type { Schema } from '@lambda-forest/schema';

import type { AnswerOptions } from './answer-format.ts';
import { createAnswerWriter } from './answer-writer.ts';
import { FailedRows } from './failed-rows.ts';
import type { RowBatch } from './row-batch.ts';
import type { Scorer } from './scorer.ts';

/** The answers of a model to the rows of a file, batch after batch, as text. */
export class AnswerText {
  /** How many rows there were. */
  rows = 0;
  /** What stands above the answers, once there were rows or names. */
  header = '';
  /** Those of them without an answer. */
  readonly failed = new FailedRows();
  /** Names of what is written for a row, which no kept column may have. */
  readonly names: readonly string[];
  readonly #add: (batch: RowBatch) => string;
  #text = '';
  #hasHeader = false;

  /** @param spell turns the options in reasons into how the program that shows them calls them */
  constructor(
    schema: Schema,
    scorer: Scorer,
    options: AnswerOptions,
    spell: (reason: string) => string,
  ) {
    const writer = createAnswerWriter(schema, options);
    this.names = writer.names;
    this.#add = (batch) => {
      for (const [row, problem] of batch.problems) batch.problems.set(row, spell(problem));
      const values = batch.rows.subarray(0, batch.count * batch.featureCount);
      const scores = scorer.score(values);
      const ends = options.intervals === true ? scorer.intervals(values, scores) : undefined;
      const isFirst = !this.#hasHeader;
      if (isFirst) this.header = writer.header(batch.keptNames);
      this.#hasHeader = true;
      return (isFirst ? this.header : '') + writer.write(batch, scores, ends);
    };
  }

  /** @param firstLine the line that rows are counted from. Default 1, the file's first */
  add(batch: RowBatch, firstLine = 1): void {
    this.#text += this.#add(batch);
    this.rows += batch.count;
    for (const [row, problem] of batch.problems) {
      this.failed.add(batch.lines[row]! - firstLine + 1, problem);
    }
  }

  /** The text since it was last taken. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }
}

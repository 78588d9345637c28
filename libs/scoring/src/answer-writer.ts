import { argMax } from '@lambda-forest/forest';
import type { Schema } from '@lambda-forest/schema';

import type { RowBatch } from './row-batch.ts';

/** How predictions are written. */
export type AnswerFormat = 'csv' | 'jsonl';

export interface AnswerWriter {
  /** The text before the first row. */
  readonly header: string;
  /**
   * One line for each row of the batch, in its order; a row with a problem has that instead of an answer.
   *
   * @param scores one row of outputCount numbers for each row of the batch, row-major
   */
  write(batch: RowBatch, scores: Float64Array): string;
}

export interface AnswerOptions {
  readonly format: AnswerFormat;
  /** Whether each class's probability is written too. */
  readonly probabilities: boolean;
}

/**
 * - `csv`: columns `prediction` (the class's name, or the quantity), `probability_<class>` for each class, `error`
 * - `jsonl`: `prediction`, `class_name`, `probabilities` as the service answers, or `error`
 */
export function createAnswerWriter(schema: Schema, options: AnswerOptions): AnswerWriter {
  return options.format === 'csv' ? csvWriter(schema, options) : jsonWriter(schema, options);
}

/** Votes of some trees have few distinct values: their texts are made once. */
const MAX_KNOWN_TEXTS = 8_192;

function numberTexts(): (value: number) => string {
  const known = new Map<number, string>();
  return (value) => {
    let text = known.get(value);
    if (text === undefined) {
      text = String(value);
      if (known.size < MAX_KNOWN_TEXTS) known.set(value, text);
    }
    return text;
  };
}

function csvWriter(schema: Schema, { probabilities }: AnswerOptions): AnswerWriter {
  const textOf = numberTexts();
  if (schema.task === 'regression') {
    return {
      header: 'prediction,error\n',
      write(batch, scores) {
        let text = '';
        for (let i = 0; i < batch.count; i++) {
          const problem = batch.problems.get(i);
          text += problem === undefined ? `${textOf(scores[i]!)},\n` : `,${csvCell(problem)}\n`;
        }
        return text;
      },
    };
  }
  const { classes } = schema.target;
  const names = classes.map(csvCell);
  const columns = probabilities ? classes.map((name) => csvCell(`probability_${name}`)) : [];
  const blanks = ','.repeat(columns.length + 1);
  const outputs = classes.length;
  return {
    header: `${['prediction', ...columns, 'error'].join(',')}\n`,
    write(batch, scores) {
      let text = '';
      for (let i = 0; i < batch.count; i++) {
        const problem = batch.problems.size === 0 ? undefined : batch.problems.get(i);
        if (problem !== undefined) {
          text += `${blanks}${csvCell(problem)}\n`;
          continue;
        }
        const start = i * outputs;
        let best = 0;
        for (let k = 1; k < outputs; k++) {
          if (scores[start + k]! > scores[start + best]!) best = k;
        }
        text += names[best]!;
        if (probabilities) {
          for (let k = 0; k < outputs; k++) text += `,${textOf(scores[start + k]!)}`;
        }
        text += ',\n';
      }
      return text;
    },
  };
}

function jsonWriter(schema: Schema, { probabilities }: AnswerOptions): AnswerWriter {
  const answer = (scores: Float64Array): object => {
    if (schema.task === 'regression') return { prediction: scores[0]! };
    const prediction = argMax(scores);
    return {
      prediction,
      class_name: schema.target.classes[prediction]!,
      ...(probabilities ? { probabilities: Array.from(scores) } : {}),
    };
  };
  return {
    header: '',
    write(batch, scores) {
      const outputs = scores.length / batch.count;
      let text = '';
      for (let i = 0; i < batch.count; i++) {
        const error = batch.problems.get(i);
        const line =
          error === undefined ? answer(scores.subarray(i * outputs, (i + 1) * outputs)) : { error };
        text += `${JSON.stringify(line)}\n`;
      }
      return text;
    },
  };
}

/** A cell of RFC 4180: in quotes where it has to be. */
function csvCell(text: string): string {
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

import type { Schema } from '@lambda-forest/schema';

import type { AnswerOptions, AnswerWriter } from './answer-format.ts';
import { csvWriter } from './csv-answers.ts';
import { jsonWriter } from './json-answers.ts';

/**
 * The answers of the service, in lines:
 *
 * - `csv`: columns `prediction` (the class's index, or the quantity), `class_name`, `probability_<class>` for each
 *   class, `interval_lower` and `interval_upper`, `error`
 * - `jsonl`: `prediction`, `class_name`, `probabilities`, `interval`, or `error`
 */
export function createAnswerWriter(schema: Schema, options: AnswerOptions): AnswerWriter {
  return options.format === 'csv' ? csvWriter(schema, options) : jsonWriter(schema, options);
}

export { createAnswerWriter } from './answer-writer.ts';
export type { AnswerFormat, AnswerOptions, AnswerWriter } from './answer-writer.ts';
export { CsvRows } from './csv-rows.ts';
export { ScoringInputError } from './errors.ts';
export { JsonRows } from './json-rows.ts';
export { BATCH_ROWS, RowBatch } from './row-batch.ts';
export type { RowDecoder, RowDecoderOptions } from './row-batch.ts';
export { createScorer } from './scorer.ts';
export type { Scorer } from './scorer.ts';

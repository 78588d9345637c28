export { createAnswerWriter } from './answer-writer.ts';
export type { AnswerFormat, AnswerOptions, AnswerWriter } from './answer-format.ts';
export type { Keep } from './kept-columns.ts';
export { BATCH_ROWS, RowBatch } from './row-batch.ts';
export { RowReader } from './row-reader.ts';
export type { RowReaderOptions } from './row-reader.ts';
export { createScorer } from './scorer.ts';
export type { Scorer } from './scorer.ts';

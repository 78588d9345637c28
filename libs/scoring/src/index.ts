export type { AnswerFormat, AnswerOptions } from './answer-format.ts';
export { AnswerText } from './answer-text.ts';
export type { ScoringModel } from './answer-text.ts';
export { FailedRows } from './failed-rows.ts';
export type { FailedPlace } from './failed-rows.ts';
export type { Keep } from './kept-columns.ts';
export { RowBatch } from './row-batch.ts';
export { RowReader } from './row-reader.ts';
export type { RowReaderOptions } from './row-reader.ts';

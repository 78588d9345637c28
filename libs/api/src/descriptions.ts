/** What the OpenAPI document says of each operation. It stands apart so that the service does not carry it. */
import type { Answers } from './answers.ts';
import type { Operation } from './routes.ts';

export interface Description {
  /** Default: the operation's name. */
  readonly summary?: string;
  /** The answer's form, by its name in the document. Default: any object. */
  readonly answer?: keyof Answers;
  /** The body's form, by its name in the document. Default: no body. */
  readonly body?: RequestForm;
  /** Whether the body may also be a table, as `text/csv`. Default: `application/json` only. */
  readonly takesCsv?: boolean;
}

/** A body's form. */
export type RequestForm = 'PredictRequest' | 'BatchRequest' | 'InferRequest';

export const DESCRIPTIONS = {
  predict: { summary: 'Predict one row', body: 'PredictRequest', answer: 'Prediction' },
  predictBatch: {
    summary: 'Predict many rows, with errors beside results',
    body: 'BatchRequest',
    takesCsv: true,
    answer: 'BatchAnswer',
  },
  health: { summary: 'Whether the service lives', answer: 'Status' },
  ready: { summary: 'Whether it can predict', answer: 'Status' },
  model: { summary: 'Schema, metrics and provenance of the model', answer: 'Model' },
  openapi: { summary: 'This document' },
  serverMetadata: { summary: 'Server metadata', answer: 'ServerMetadata' },
  serverLive: { summary: 'Server live', answer: 'ServerLive' },
  serverReady: { summary: 'Server ready', answer: 'ServerLive' },
  modelMetadata: { summary: 'Model metadata', answer: 'ModelMetadata' },
  modelReady: { summary: 'Model ready', answer: 'ModelReady' },
  infer: { summary: 'Inference', body: 'InferRequest', answer: 'InferAnswer' },
} as const satisfies Readonly<Partial<Record<Operation, Description>>>;

/** What an operation answers. */
export type AnswerOf<O extends Operation> = O extends keyof typeof DESCRIPTIONS
  ? (typeof DESCRIPTIONS)[O] extends { readonly answer: infer Form extends keyof Answers }
    ? Answers[Form]
    : unknown
  : unknown;

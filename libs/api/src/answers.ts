/**
 * What the service answers, as types of its JSON: the service writes them, the playground and the smoke test
 * read them, and the schemas of the OpenAPI document have the same members. Keys are snake_case.
 */
import type {
  CategoricalFeature,
  InputColumn,
  INTERVAL_LEVEL,
  NumericFeature,
  Policies,
  Schema,
} from '@lambda-forest/schema';
import type { SnakeCased } from '@lambda-forest/text';

import type { FieldIssue } from './problems.ts';

/** Every answer, under the name that it has in the OpenAPI document. */
export interface Answers {
  readonly Prediction: SingleAnswer;
  readonly BatchAnswer: BatchAnswer;
  readonly Status: Status;
  readonly Model: ModelDescription;
  readonly ServerMetadata: ServerMetadata;
  readonly ServerLive: { readonly live: true; readonly ready: true };
  readonly ModelReady: { readonly name: string; readonly ready: true };
  readonly ModelMetadata: ModelMetadata;
  readonly InferAnswer: InferAnswer;
}

/** Which model answered. */
export interface ModelId {
  readonly name: string;
  readonly version: string;
  /** The first 12 hexadecimal digits of the model file's hash. */
  readonly sha256: string;
}

export interface ClassPrediction {
  /** The class's index in the schema. */
  readonly prediction: number;
  readonly class_name: string;
  /** Per class, in the order of the schema. */
  readonly probabilities: readonly number[];
}

export interface QuantityPrediction {
  readonly prediction: number;
  /** Absent where the model does not know it. */
  readonly interval?: Interval;
}

/** Where the true value is expected, calibrated on rows that the model had not seen. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
  /** The share of true values between the two. */
  readonly level: typeof INTERVAL_LEVEL;
}

/** What the forest says about one row. */
export type Prediction = ClassPrediction | QuantityPrediction;

export function isClassPrediction<T extends Prediction>(answer: T): answer is T & ClassPrediction {
  return 'probabilities' in answer;
}

/** A value outside the training range. */
export interface RangeWarning {
  /** The feature's name. */
  readonly feature: string;
  /** Names the bound that the value is beyond. */
  readonly message: string;
}

/** One row's answer. */
export type RowAnswer = Prediction & { readonly warnings: readonly RangeWarning[] };

/** One row of a batch that was refused. */
export interface RowErrors {
  readonly errors: readonly FieldIssue[];
}

/** The common members of every answer with predictions. */
interface Served {
  /** Milliseconds in the service, to the microsecond. */
  readonly latency_ms: number;
  readonly model: ModelId;
}

/** `POST /predict` */
type SingleAnswer = RowAnswer & Served;

/** `POST /predict/batch` */
export interface BatchAnswer extends Served {
  /** One for each row, in order. */
  readonly predictions: readonly (RowAnswer | RowErrors)[];
  readonly succeeded: number;
  readonly failed: number;
}

/** `GET /health` and `GET /ready` */
interface Status {
  readonly status: 'ok';
  readonly model: ModelId;
}

/** `GET /model` */
export interface ModelDescription {
  readonly name: string;
  readonly version: string;
  /** Of the model file, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly schema: ModelSchema;
  /** The trainer's own document: its members depend on the task and the trainer's options. */
  readonly metrics: unknown;
  readonly provenance: unknown;
}

/** The model's schema, with its policies written out and the columns that a request has, without the tables of names. */
export type ModelSchema = SnakeCased<
  DistributiveOmit<Schema, 'encodings'> & {
    readonly policies: Policies;
    readonly inputs: readonly ModelInput[];
  }
>;

/** A column that a request has. */
export interface ModelInput extends Pick<InputColumn, 'name' | 'kind'> {
  /** Of a category that is learned as names are, and whose features have no levels: all that it takes. */
  readonly levels?: readonly string[] | undefined;
  /** Of a column of names, those that training saw most: at most 100. */
  readonly commonest?: readonly string[];
}

/** `Omit` of each member of a union. */
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export type ModelRegressionSchema = Extract<ModelSchema, { readonly task: 'regression' }>;

export type ModelQuantity = SnakeCased<NumericFeature>;

export type ModelCategory = SnakeCased<CategoricalFeature>;

export type ModelFeature = ModelQuantity | ModelCategory;

/** A tensor as the Open Inference Protocol describes it; -1 means the number of rows. */
export interface TensorMetadata {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
  /** Of an input that may be absent: its values are missing then. */
  readonly parameters?: { readonly optional: true };
}

/** `GET /v2` */
interface ServerMetadata {
  readonly name: string;
  readonly version: string;
  readonly extensions: readonly string[];
}

/** `GET /v2/models/{name}` */
interface ModelMetadata {
  readonly name: string;
  readonly versions: readonly string[];
  readonly platform: string;
  readonly inputs: readonly TensorMetadata[];
  readonly outputs: readonly TensorMetadata[];
}

/** `POST /v2/models/{name}/infer` */
export interface InferAnswer {
  readonly model_name: string;
  readonly model_version: string;
  /** The request's. */
  readonly id?: string | undefined;
  readonly outputs: readonly (Omit<TensorMetadata, 'parameters'> & {
    readonly data: readonly (number | string)[];
  })[];
}

/** A refusal below `/v2`. */
export interface InferenceError {
  readonly error: string;
}

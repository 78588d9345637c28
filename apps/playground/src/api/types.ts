/** What the service answers, as docs/api.md describes it. Keys are those of the JSON. */

/** `GET /model`. */
export interface ModelDescription {
  readonly name: string;
  readonly version: string;
  /** Of the model file, in hexadecimal. */
  readonly sha256: string;
  readonly schema: ModelSchema;
  /** The trainer's own document; its members depend on the task and the trainer's options. */
  readonly metrics: unknown;
  readonly provenance: unknown;
}

export type ModelSchema = ClassificationSchema | RegressionSchema;

interface SchemaBase {
  /** In the order of a row. */
  readonly features: readonly Feature[];
  readonly row_count: number;
  /** `error`: no value may be missing, whatever training saw. */
  readonly policies?: { readonly missing: 'error' | 'learned' };
}

export interface ClassificationSchema extends SchemaBase {
  readonly task: 'classification';
  readonly target: {
    readonly name: string;
    readonly classes: readonly string[];
    /** Training rows per class. */
    readonly counts: readonly number[];
  };
}

export interface RegressionSchema extends SchemaBase {
  readonly task: 'regression';
  readonly target: { readonly name: string; readonly minimum: number; readonly maximum: number };
}

export type Feature = NumericFeature | CategoricalFeature;

export interface NumericFeature {
  readonly kind: 'numeric';
  readonly name: string;
  /** Of the training rows, both inclusive. */
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly standard_deviation: number;
  /** Training rows without a value. */
  readonly missing: number;
  /** Present where the feature is computed from a column of dates, which requests have instead. */
  readonly source?: {
    readonly column: string;
    readonly part: string;
    readonly format: 'iso' | 'dmy' | 'mdy';
  };
}

export interface CategoricalFeature {
  readonly kind: 'categorical';
  readonly name: string;
  readonly levels: readonly string[];
  /** Training rows per level. */
  readonly counts: readonly number[];
  readonly missing: number;
  /** Present where requests have true and false for the two levels. */
  readonly boolean?: true;
}

/** One row's answer. */
export type Prediction = ClassPrediction | QuantityPrediction;

export interface ClassPrediction {
  readonly prediction: number;
  readonly class_name: string;
  /** In the order of the schema's classes. */
  readonly probabilities: readonly number[];
  readonly warnings: readonly Warning[];
}

export interface QuantityPrediction {
  readonly prediction: number;
  readonly interval?: Interval;
  readonly warnings: readonly Warning[];
}

export interface Interval {
  readonly lower: number;
  readonly upper: number;
  /** The share of trees whose answers lie between the two. */
  readonly level: number;
}

/** A value outside the training range. */
export interface Warning {
  readonly feature: string;
  readonly message: string;
}

/** `POST /predict/batch`: one entry a row. */
export interface BatchAnswer {
  readonly predictions: readonly (Prediction | RowErrors)[];
  readonly succeeded: number;
  readonly failed: number;
  readonly latency_ms: number;
}

export interface RowErrors {
  readonly errors: readonly FieldError[];
}

export interface FieldError {
  /** JSON Pointer into the request's body. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** Problem details (RFC 9457). */
export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}

export function isClassPrediction(answer: Prediction): answer is ClassPrediction {
  return 'probabilities' in answer;
}

/**
 * The vocabulary: what a model's inputs and output are called, what kind they are, and which values
 * training saw. A schema is plain JSON-safe data, learned once at training and stored in the model file;
 * request validation, the OpenAPI document and the playground are derived from it.
 *
 * The order of `features` is the order of a row and of the forest's feature indices.
 */

/** A measured quantity. In a row: a finite number, or NaN where it is missing. */
export interface NumericFeature {
  readonly kind: 'numeric';
  readonly name: string;
  /** Smallest and largest training value, both inclusive. Outside them a prediction extrapolates. */
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  /** Population deviation (divided by n, as scikit-learn's StandardScaler does). */
  readonly standardDeviation: number;
  /** How many training rows lacked a value. */
  readonly missing: number;
}

/** One of a known list of levels. In a row: the level's index in `levels`, or NaN where it is missing. */
export interface CategoricalFeature {
  readonly kind: 'categorical';
  readonly name: string;
  /** Distinct, in a stable order; the index of a level is its code. */
  readonly levels: readonly string[];
  /** Training rows per level; same length and order as `levels`. */
  readonly counts: readonly number[];
  /** How many training rows lacked a value. */
  readonly missing: number;
}

export type Feature = NumericFeature | CategoricalFeature;

/** The labels that a classifier chooses from. In a target column: the class's index in `classes`. */
export interface ClassTarget {
  readonly name: string;
  /** At least two, distinct, sorted (numerically when all are numbers): the order of every score array. */
  readonly classes: readonly string[];
  /** Training rows per class; same length and order as `classes`. */
  readonly counts: readonly number[];
}

/** The quantity that a regressor predicts, with what training saw of it. */
export interface NumericTarget {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly standardDeviation: number;
}

export type Task = 'classification' | 'regression';

interface SchemaBase {
  /** At least one, with distinct names. */
  readonly features: readonly Feature[];
  /** Rows that the statistics were taken from. */
  readonly rowCount: number;
  /** Present when the forest was trained on scaled rows: apply it to a row before the forest sees it. */
  readonly scaling?: Scaling;
}

export interface ClassificationSchema extends SchemaBase {
  readonly task: 'classification';
  readonly target: ClassTarget;
}

export interface RegressionSchema extends SchemaBase {
  readonly task: 'regression';
  readonly target: NumericTarget;
}

export type Schema = ClassificationSchema | RegressionSchema;

/**
 * Standardisation, one entry per feature in schema order: `scaled = (value - center) / scale`.
 * Categorical features have center 0 and scale 1. Missing stays missing (NaN).
 */
export interface Scaling {
  readonly center: readonly number[];
  /** Never 0: a constant feature has scale 1. */
  readonly scale: readonly number[];
}

/** How many numbers the forest answers with: one per class, or one for regression. */
export function outputCount(schema: Schema): number {
  return schema.task === 'classification' ? schema.target.classes.length : 1;
}

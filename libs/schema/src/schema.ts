/**
 * The vocabulary: what a model's inputs and output are called, what kind they are, and which values
 * training saw. A schema is plain JSON-safe data, learned once at training and stored in the model file;
 * request validation, the OpenAPI document and the playground are derived from it.
 *
 * The order of `features` is the order of a row and of the forest's feature indices.
 */

import type { DateFormat, DatePart } from './date-time.ts';
import type { NumberFormat } from './number-format.ts';

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
  /** How the training table wrote them, where it was CSV and not PLAIN_NUMBERS. */
  readonly format?: NumberFormat;
  /** Present where the feature is a part of a date-time: clients send the column, not the part. */
  readonly source?: DateSource;
}

/** The date-time column that a feature is computed from. */
export interface DateSource {
  /** Name of the column. Its features are adjacent, in the order of DATE_PARTS. */
  readonly column: string;
  readonly part: DatePart;
  /** How the column writes its dates: the same for all its parts. */
  readonly format: DateFormat;
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
  /** Present where the column holds booleans: its levels are BOOLEAN_LEVELS, and JSON has true or false. */
  readonly boolean?: true;
  /** Present if the last level means every text that is not another level: see Policies. */
  readonly other?: true;
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

/** The quantity that a regressor predicts, with its training statistics. */
export interface NumericTarget {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly standardDeviation: number;
  /** As of a feature. */
  readonly format?: NumberFormat;
}

export type Task = 'classification' | 'regression';

interface SchemaBase {
  /** At least one, with distinct names. */
  readonly features: readonly Feature[];
  /** Rows that the statistics were taken from. */
  readonly rowCount: number;
  /** Present where they are not DEFAULT_POLICIES. */
  readonly policies?: Policies;
  /** Spellings of a missing cell in CSV, in lower case. Absent: MISSING_MARKERS. */
  readonly missingMarkers?: readonly string[];
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

/** What to do with a missing value, or a level that training did not see. Fixed at training. */
export interface Policies {
  /**
   * `error`: every value must be there, in training and in requests. `learned`: a feature may be missing where
   * training saw rows without it, and the trees know where such rows go.
   */
  readonly missing: Policy;
  /**
   * `error`: a level that the schema does not list is refused. `learned`: it counts as the level `OTHER_LEVEL`,
   * in which training put the levels that were rare.
   */
  readonly unseen: Policy;
}

export type Policy = 'error' | 'learned';

/** What holds for a schema without policies. */
export const DEFAULT_POLICIES: Policies = { missing: 'learned', unseen: 'error' };

/** The level for all texts that are not listed. */
export const OTHER_LEVEL = '(other)';

/** Whether a feature may be missing: training saw rows without it, and the policy is to learn them. */
export function takesMissing(
  { missing }: Pick<Feature, 'missing'>,
  policies: Pick<Policies, 'missing'> = DEFAULT_POLICIES,
): boolean {
  return policies.missing === 'learned' && missing > 0;
}

/** The policies that hold for a schema. */
export function policiesOf({ policies }: Schema): Policies {
  return policies ?? DEFAULT_POLICIES;
}

/** How many numbers the forest answers with: one per class, or one for regression. */
export function outputCount(schema: Schema): number {
  return schema.task === 'classification' ? schema.target.classes.length : 1;
}

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
  /** Present where the feature is computed from a column of something else: clients send the column. */
  readonly source?: Source;
}

/**
 * The column that a feature is computed from, and what of it. A column's features are adjacent, each once, in the
 * order of DATE_PARTS, of their words (by code unit), or of STATISTICS and then the target's classes.
 */
export type Source = DateSource | WordSource | StatisticSource;

export interface DateSource {
  readonly column: string;
  readonly part: DatePart;
  /** How the column writes its dates: the same for all its parts. */
  readonly format: DateFormat;
}

/** Of a column of text: how often a word is in it. */
export interface WordSource {
  readonly column: string;
  /** As `wordsOf` gives it. */
  readonly word: string;
}

/** Of a column of names: a number that training gave each of them, in `Schema.encodings`. */
export interface StatisticSource {
  readonly column: string;
  readonly statistic: Statistic;
  /** Of `share`: a class of the target. */
  readonly class?: string;
}

/**
 * What training knows of the rows with a name, shrunk towards what it knows of all rows:
 *
 * - `mean`: of the target, a quantity
 * - `share`: of rows with a class
 * - `count`: how many training rows have the name, 0 for an unseen one; 0 for all where the names say nothing
 */
export const STATISTICS = ['mean', 'share', 'count'] as const;

type Statistic = (typeof STATISTICS)[number];

/** The numbers that a column of names becomes. */
export interface LevelTable {
  readonly column: string;
  /** Distinct, the commonest first. */
  readonly levels: readonly string[];
  /** One list for each feature of the column, in their order: a number per level. */
  readonly values: readonly (readonly number[])[];
  /** What a name that is no level becomes, a number for each feature. Absent: it is refused. */
  readonly unseen?: readonly number[];
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
  /**
   * In a dataset alone, of a column that is not yet numbers: each fit makes numeric features of it, from the rows that
   * it learns from. The levels are the column's distinct names or texts. No model has such a feature.
   */
  readonly encode?: 'names' | 'text';
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
  /** Present where training could measure it: how far from a prediction a true value may be. */
  readonly interval?: IntervalWidth;
}

/** The share of true values that intervals are calibrated to hold. */
export const INTERVAL_LEVEL = 0.8;

/**
 * How far an interval goes to each side of a prediction: `offset + factor * deviation`, where the deviation is that of
 * the trees' answers for the row. Both are finite and not negative, in units of the target.
 */
export interface IntervalWidth {
  readonly offset: number;
  /** 0 where trees do not answer each for itself. */
  readonly factor: number;
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
  /** What names become: a table for each column of them, in the order of their features. Absent without any. */
  readonly encodings?: readonly LevelTable[];
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
   * `error`: a level that the schema does not list is refused. `learned`: it counts as the level of `withOther`,
   * in which training put the levels that were rare.
   */
  readonly unseen: Policy;
}

type Policy = 'error' | 'learned';

/** What holds for a schema without policies. */
export const DEFAULT_POLICIES: Policies = { missing: 'learned', unseen: 'error' };

/** The level for all texts that are not listed, unless a table has one of this name. */
export const OTHER_LEVEL = '(other)';

/** These levels, and one for all other texts, whose name is none of theirs. */
export function withOther(levels: readonly string[]): readonly string[] {
  let name = OTHER_LEVEL;
  for (let next = 2; levels.includes(name); next++) name = `(other ${next})`;
  return [...levels, name];
}

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

/** What a model file holds. See docs/model-format.md for its bytes. */
import type { Forest } from '@lambda-forest/forest';
import type { Schema } from '@lambda-forest/schema';

export interface Model {
  /** What goes in and what comes out. Its features and classes are those of the forest, in order. */
  readonly schema: Schema;
  readonly forest: Forest;
  readonly provenance: Provenance;
}

/**
 * Where a model comes from. It is a function of what was trained, on what and how: it has no date, machine
 * or path, so that training again gives the same bytes.
 */
export interface Provenance {
  /** What the model is called, such as `iris`. Not empty. */
  readonly name: string;
  /** The model's own version, as its maker counts. Not empty. */
  readonly version: string;
  /** Version of lambda-forest that wrote it. Not empty. */
  readonly lambdaForest: string;
  readonly engine: EngineProvenance;
  /** The options that it was trained with. Any JSON; NaN and infinities are refused. */
  readonly options: JsonObject;
  /** Seed of everything random. 0 to 4,294,967,295. */
  readonly seed: number;
  readonly data: DataProvenance;
  readonly split: SplitProvenance;
  /** How good it was. Any JSON; use null for a number that is not defined. */
  readonly metrics: JsonObject;
}

interface EngineProvenance {
  /** As `--engine` names it. Not empty. */
  readonly name: string;
  /** Not empty. */
  readonly version: string;
}

interface DataProvenance {
  /** The data file's base name, or that of an imported model's file, without any folder. Not empty. */
  readonly source: string;
  /** SHA-256 of that file: 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Rows in the data; 0 where an imported model does not say. */
  readonly rows: number;
}

interface SplitProvenance {
  /** The share of rows that was held out. 0 (nothing) to below 1. */
  readonly testSize: number;
  /** Rows that the forest was grown on; 0 where an imported model does not say. */
  readonly trainRows: number;
  /** Rows that were held out. */
  readonly testRows: number;
  /** Whether each part has the classes in the same shares. */
  readonly stratified: boolean;
  /** Folds of the cross-validation; 0 without one. */
  readonly folds: number;
  /** How rows were chosen, if neither by class in classification nor at random in regression. */
  readonly kind?: SplitKind;
  /** The column of times or groups. */
  readonly column?: string;
}

/**
 * - `stratified`: at random, stratified by class
 * - `random`: at random
 * - `time`: the latest rows are held out
 * - `group`: whole groups are
 * - `file`: the rows of another file are
 */
export const SPLIT_KINDS = ['stratified', 'random', 'time', 'group', 'file'] as const;

export type SplitKind = (typeof SPLIT_KINDS)[number];

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** Keys in any order (the file sorts them), but none called `__proto__`. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

import type { Forest } from '@lambda-forest/forest';
import type { Task } from '@lambda-forest/schema';
import { formatInteger, quote } from '@lambda-forest/text';

import { ForeignModelError } from './errors.ts';

/** A model of another library, in our words: what its file says, and nothing that it does not. */
export interface ForeignModel {
  readonly library: LibraryName;
  /** Of the library that wrote the file, or of the file's format where only that is known. */
  readonly version: string;
  /** The library's name of what was learned, such as `binary:logistic`. */
  readonly objective: string;
  readonly task: Task;
  readonly forest: Forest;
  /** One for each feature of the forest. */
  readonly columns: readonly ForeignColumn[];
  /** Names of the classes in the order of the outputs, if the file has them. */
  readonly classes?: readonly string[] | undefined;
  /** Whether the library predicts rows that lack a value. */
  readonly takesMissing: boolean;
  /** Whether the library adds its trees in more than one way, and rounds otherwise in each. Default: no. */
  readonly sumsVary?: boolean | undefined;
  /** Rows that it was trained on, if the file says so. */
  readonly trainRows?: number | undefined;
}

type LibraryName = 'xgboost' | 'lightgbm' | 'scikit-learn' | 'catboost' | 'onnx' | 'ydf';

export type ForeignColumn = ForeignNumber | ForeignCategory;

interface ForeignName {
  /** As the file has it, or made from its place. */
  readonly name: string;
  readonly isNamed: boolean;
  /** Whether a value may be missing, where that is a column's own matter. Undefined: as the model's takesMissing says. */
  readonly takesMissing?: boolean | undefined;
}

interface ForeignNumber extends ForeignName {
  readonly kind: 'numeric';
  /** The least and the largest training value, and what else is known of them, if the file says so. */
  readonly range?: ForeignRange | undefined;
}

interface ForeignRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly mean?: number;
  readonly standardDeviation?: number;
}

export interface ForeignCategory extends ForeignName {
  readonly kind: 'categorical';
  /** By code. */
  readonly levels: readonly string[];
  /** Whether the file has them as texts; otherwise they are the codes. */
  readonly hasLevels: boolean;
  /** Whether texts that are no level are taken: the forest knows them as one level more. Default: no. */
  readonly takesOthers?: boolean | undefined;
  /** Whether training may have had larger codes, which splits do not list and trees take as they take `levels`' last. Default: no. */
  readonly takesMoreCodes?: boolean | undefined;
  /** Training rows per level, if the file says so. */
  readonly counts?: readonly number[] | undefined;
  /** Whether the levels are `BOOLEAN_LEVELS`. Default: no. */
  readonly isBoolean?: boolean | undefined;
}

/** What a file cannot decide by itself. */
export interface ReadingChoice {
  /**
   * Rounds of a model whose training stopped early: all of its trees, or those up to its best iteration. Undefined: a
   * file where that differs is refused.
   */
  readonly rounds?: 'all' | 'best' | undefined;
}

/** More features of a model, or levels of a feature, are more than a schema of ours may have. */
export const MAX_COLUMNS = 65_535;
export const MAX_LEVELS = 65_535;
/** Of all columns of a model: a short file may ask for the most of each. */
const MAX_ALL_LEVELS = 2_000_000;

export type RequireLevels = typeof requireLevels;

/** @throws {ForeignModelError} before anything is made for so many levels */
export function requireLevels(column: string, count: number): void {
  if (count <= MAX_LEVELS) return;
  throw new ForeignModelError(
    `Found ${formatInteger(count)} levels of ${quote(column)}, expected at most ${formatInteger(MAX_LEVELS)}.`,
    'Put rare levels together before training.',
  );
}

/** Does what requireLevels does for each column of a model, and refuses too many of all that it was asked for. */
export function levelBudget(): RequireLevels {
  let left = MAX_ALL_LEVELS;
  return (column, count) => {
    requireLevels(column, count);
    left -= count;
    if (left >= 0) return;
    throw new ForeignModelError(
      `Found more than ${formatInteger(MAX_ALL_LEVELS)} levels of all columns up to ${quote(column)}, expected fewer.`,
      'Put rare levels together before training.',
    );
  };
}

/** With names as a table's are read, without blanks around them, where these still differ. */
export function trimmed(columns: readonly ForeignColumn[]): readonly ForeignColumn[] {
  const names = columns.map(({ name }) => name.trim());
  if (names.includes('') || new Set(names).size < names.length) return columns;
  return columns.map((column, i) => ({ ...column, name: names[i]! }));
}

/** @throws {ForeignModelError} for names that no file of ours keeps, and levels that requests cannot name */
export function requireTexts({
  columns,
  classes = [],
}: Pick<ForeignModel, 'columns' | 'classes'>): void {
  classes.forEach((each) => requireWhole(each, 'class'));
  for (const column of columns) {
    requireWhole(column.name, 'column');
    if (column.kind !== 'categorical') continue;
    column.levels.forEach((level) => requireWhole(level, 'category'));
    if (!column.levels.includes('')) continue;
    throw new ForeignModelError(
      `Found the category "" of ${quote(column.name)}, which stands for a missing value.`,
      'Give it another name before training.',
    );
  }
}

/** Python and JSON may have half of a character, which no file of UTF-8 has. */
function requireWhole(text: string, what: string): void {
  if (text.isWellFormed()) return;
  throw new ForeignModelError(
    `Found the ${what} ${quote(text.toWellFormed())}, which has half of a character, expected whole ones.`,
    'Give it another name before training.',
  );
}

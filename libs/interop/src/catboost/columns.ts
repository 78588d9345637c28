import { MISSING_MARKERS } from '@lambda-forest/schema';
import { enumerate, formatInteger, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { levelBudget, MAX_COLUMNS } from '../foreign-model.ts';
import type { ForeignColumn } from '../foreign-model.ts';
import type { CatboostModel } from './model-json.ts';

type FeaturesInfo = CatboostModel['features_info'];

/** The columns, and what splits need to know of them. */
export interface CatboostColumns {
  readonly columns: readonly ForeignColumn[];
  /** By the index among numbers. */
  readonly numbers: ReadonlyMap<
    number,
    { readonly feature: number; readonly missingLeft: boolean }
  >;
  /** By the index among categories. */
  readonly categories: ReadonlyMap<number, CatboostCategory>;
}

interface CatboostCategory {
  readonly feature: number;
  /** Of the levels. */
  readonly hashes: readonly number[];
  /** Hashes that splits may compare with. */
  readonly values: readonly number[];
  /** Of the text that stands for a missing value, if there is one. */
  readonly missing: number | undefined;
}

/**
 * CatBoost keeps hashes of categories. Their texts are in the file if it was saved with its pool, but not which column
 * they are of: a column's levels are those that splits compare with. Any other text is none of them.
 *
 * @throws {ForeignModelError}
 */
export function columnsOf(info: FeaturesInfo): CatboostColumns {
  const numbers = new Map<number, { feature: number; missingLeft: boolean }>();
  const categories = new Map<number, CatboostCategory>();
  const columns: ForeignColumn[] = [];
  const place = (feature: number, column: ForeignColumn) => {
    if (feature >= MAX_COLUMNS) {
      throw damaged(
        `Found feature ${feature} of a CatBoost model, expected less than ${formatInteger(MAX_COLUMNS)}.`,
      );
    }
    if (columns[feature] !== undefined) {
      throw damaged(`Found two features ${feature} of a CatBoost model, expected one.`);
    }
    columns[feature] = column;
  };
  for (const each of info.float_features) {
    const { feature_index, flat_feature_index: feature, nan_value_treatment: treatment } = each;
    place(feature, { kind: 'numeric', ...nameOf(feature, each.feature_id) });
    numbers.set(feature_index, { feature, missingLeft: treatment !== 'AsTrue' });
  }
  const texts = textsOf(info);
  const missing = missingOf(texts);
  const requireLevels = levelBudget();
  for (const each of info.categorical_features) {
    const { feature_index, flat_feature_index: feature, values } = each;
    const named = nameOf(feature, each.feature_id);
    const isOnly = info.categorical_features.length === 1;
    const hashes = [...new Set(isOnly ? [...texts.keys(), ...values] : values)];
    requireLevels(named.name, hashes.length + 1);
    const levels = hashes
      .map((hash) => ({ hash, text: textOf(texts, hash, named.name) }))
      .filter(({ text }) => text !== '') // which requests cannot tell from a missing one
      .sort((a, b) => (a.text < b.text ? -1 : 1));
    place(feature, {
      kind: 'categorical',
      ...named,
      levels: levels.map(({ text }) => text),
      hasLevels: true,
      takesOthers: true,
      takesMissing: missing !== undefined,
    });
    categories.set(feature_index, {
      feature,
      hashes: levels.map(({ hash }) => hash),
      values,
      missing,
    });
  }
  if (columns.length === 0) throw damaged('Found a CatBoost model without features.');
  const whole = Array.from(
    columns,
    (column: ForeignColumn | undefined, feature): ForeignColumn =>
      column ?? { kind: 'numeric', ...nameOf(feature, undefined) }, // one that training ignored
  );
  return { columns: whole, numbers, categories };
}

/** @throws {ForeignModelError} for columns that are statistics of the target */
export function requireNoCtrs({ ctrs, categorical_features }: FeaturesInfo): void {
  if (ctrs.length === 0) return;
  const used = new Set(
    ctrs.flatMap(({ elements }) => elements.map((each) => each.cat_feature_index)),
  );
  const names = categorical_features
    .filter(({ feature_index }) => used.has(feature_index))
    .map(({ feature_id, flat_feature_index }) =>
      quote(nameOf(flat_feature_index, feature_id).name),
    );
  throw new ForeignModelError(
    `Found target statistics (CTRs) of ${names.length === 0 ? 'a category' : enumerate(names)}, expected categories that splits compare one by one.`,
    'Train it with one_hot_max_size of at least the number of their levels, at most 255, or encode these columns as numbers.',
  );
}

function nameOf(feature: number, id: string | undefined): { name: string; isNamed: boolean } {
  return id === undefined || id === ''
    ? { name: `f${feature}`, isNamed: false }
    : { name: id, isNamed: true };
}

/** By hash, which the file has as a signed number and as an unsigned one. */
function textsOf({ cat_features_hash }: FeaturesInfo): ReadonlyMap<number, string> {
  const texts = new Map(cat_features_hash.map(({ hash, value }) => [hash | 0, value]));
  if (new Set(texts.values()).size !== texts.size) {
    throw damaged('Found one category of a CatBoost model with two hashes.');
  }
  return texts;
}

/**
 * CatBoost takes texts alone for categories, so that missing ones were texts such as `nan` in training. A cell of CSV
 * that says so is missing to us: the same answer is right for both.
 */
function missingOf(texts: ReadonlyMap<number, string>): number | undefined {
  const markers = [...texts].filter(([, text]) => MISSING_MARKERS.includes(text.toLowerCase()));
  return markers.length === 1 ? markers[0]![0] : undefined;
}

function textOf(texts: ReadonlyMap<number, string>, hash: number, column: string): string {
  const text = texts.get(hash);
  if (text === undefined) {
    throw new ForeignModelError(
      `Found a category of ${quote(column)} by its hash alone, expected its text too.`,
      'Save the model with the data that it was trained on: save_model("model.json", format="json", pool=pool).',
    );
  }
  return text;
}

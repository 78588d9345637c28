import { count, formatInteger, quote } from '@lambda-forest/text';

import { damaged } from '../errors.ts';
import { levelBudget, MAX_COLUMNS } from '../foreign-model.ts';
import type { ForeignColumn } from '../foreign-model.ts';
import type { Booster, BoosterLevels, BoosterTree, BoosterTrees } from './booster.ts';
import { isBefore } from './version.ts';
import type { Version } from './version.ts';
import { utf8Of } from '../reading/utf8.ts';

/** From this version on, levels are counted in bytes. */
const COUNTS_BYTES = [3, 4, 0] as const;

/**
 * The columns by what the learner and its splits say of them. Where only splits count categories, as before 3.1, there is
 * at least one more than they list: of two, a split may list the first alone.
 */
export function columnsOf(
  { learner, version }: Booster,
  { trees, cats }: BoosterTrees,
): ForeignColumn[] {
  const {
    learner_model_param: parameters,
    feature_names: names = [],
    feature_types: types = [],
  } = learner;
  const featureCount = parameters.num_feature;
  if (featureCount < 1 || featureCount > MAX_COLUMNS) {
    throw damaged(
      `Found a model of ${formatInteger(featureCount)} features, expected 1 to ${formatInteger(MAX_COLUMNS)}.`,
    );
  }
  for (const [what, list] of [
    ['names', names],
    ['types', types],
  ] as const) {
    if (list.length !== 0 && list.length !== featureCount) {
      throw damaged(`Found ${list.length} feature ${what}, expected ${featureCount}.`);
    }
  }
  const codes = categoryCounts(trees, featureCount, cats?.feature_segments ?? []);
  const compared = comparedFeatures(trees);
  const requireLevels = levelBudget();
  return Array.from({ length: featureCount }, (_, feature) => {
    const named = { name: names[feature] ?? `f${feature}`, isNamed: names.length > 0 };
    const isCoded = types[feature] === 'c' && !compared.has(feature);
    if (!isCoded && codes[feature] === 0) return { kind: 'numeric', ...named };
    const takesMoreCodes = (cats?.feature_segments ?? []).length === 0;
    const length = codes[feature]! + Number(takesMoreCodes);
    requireLevels(named.name, length);
    const known = levelsOf(cats?.enc[feature], version);
    const different = new Set(known ?? []).size;
    if (known !== undefined && different !== length) {
      throw damaged(
        `Found ${count(different, 'different level')} of ${quote(named.name)}, expected ${formatInteger(length)}.`,
      );
    }
    const levels = known ?? Array.from({ length }, (_, code) => String(code));
    const hasLevels = known !== undefined;
    return { kind: 'categorical', ...named, levels, hasLevels, takesMoreCodes };
  });
}

/** Categories of each feature: those that the file counts, or that a split lists. 0 for features that are compared. */
function categoryCounts(
  trees: readonly BoosterTree[],
  features: number,
  segments: readonly number[],
): Uint32Array {
  const counts = Uint32Array.from({ length: features }, (_, feature) =>
    Math.max(0, (segments[feature + 1] ?? 0) - (segments[feature] ?? 0)),
  );
  for (const { split_indices, categories = [], categories_nodes = [], ...tree } of trees) {
    categories_nodes.forEach((node, k) => {
      const start = tree.categories_segments?.[k] ?? 0;
      const listed = categories.slice(start, start + (tree.categories_sizes?.[k] ?? 0));
      const feature = split_indices[node] ?? -1;
      if (feature < 0 || feature >= features)
        throw damaged(`Found categories of feature ${feature}, expected 0 to ${features - 1}.`);
      counts[feature] = listed.reduce((most, code) => Math.max(most, code + 1), counts[feature]!);
    });
  }
  return counts;
}

/** Before 2.0, `tree_method=exact` compares the codes of categories as numbers. */
function comparedFeatures(trees: readonly BoosterTree[]): ReadonlySet<number> {
  const features = trees.flatMap(({ split_indices, left_children, split_type = [] }) =>
    split_indices.filter((_, node) => left_children[node] !== -1 && split_type[node] !== 1),
  );
  return new Set(features);
}

/**
 * Undefined where the file's texts cannot be trusted: XGBoost 3.2 and 3.3 count characters where they mean bytes, and cut
 * off what is left of the last level, so that only ASCII survives.
 */
function levelsOf(enc: BoosterLevels | undefined, version: Version): string[] | undefined {
  if (enc === undefined || enc.values.length === 0) return undefined;
  if (!('offsets' in enc)) return enc.values.map(String);
  const { offsets, values } = enc;
  const isAscii = values.every((byte) => byte >= 0 && byte <= 0x7f);
  if (!isAscii && isBefore(version, COUNTS_BYTES)) return undefined;
  const bytes = Uint8Array.from(values); // the file has them signed
  return offsets
    .slice(1)
    .map((end, i) => utf8Of(bytes.subarray(offsets[i], end), 'the categories of a column'));
}

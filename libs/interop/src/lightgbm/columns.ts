import { count, formatInteger } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { levelBudget, MAX_COLUMNS } from '../foreign-model.ts';
import type { ForeignColumn } from '../foreign-model.ts';
import { textOf, wholeOf } from './model-text.ts';
import type { ModelText } from './model-text.ts';

/** What LightGBM calls a feature that no split can use. */
const UNUSED = 'none';

/**
 * The columns, by names, by ranges `[least:most]` or categories `3:0:1`, and by what splits say of them.
 *
 * @param categories one more than the largest category of each feature that is split by categories
 * @throws {ForeignModelError}
 */
export function columnsOf(
  { header, pandasCategories }: ModelText,
  categories: ReadonlyMap<number, number>,
): ForeignColumn[] {
  const featureCount = wholeOf(header, 'max_feature_idx') + 1;
  if (featureCount > MAX_COLUMNS) {
    throw damaged(
      `Found a model of ${formatInteger(featureCount)} features, expected at most ${formatInteger(MAX_COLUMNS)}.`,
    );
  }
  const names = listOf(textOf(header, 'feature_names'), featureCount, 'feature names');
  const infos = listOf(textOf(header, 'feature_infos'), featureCount, 'feature infos');
  const isCategory = (feature: number) =>
    categories.has(feature) || (infos[feature] !== UNUSED && !infos[feature]!.startsWith('['));
  const categorical = [...names.keys()].filter(isCategory);
  if (pandasCategories.length > 0 && pandasCategories.length !== categorical.length) {
    throw new ForeignModelError(
      `Found ${count(pandasCategories.length, 'list')} of pandas categories for ${count(categorical.length, 'column')} that are split by them: which is whose is unknown.`,
      'Leave constant columns out of the training, and make ordered categories numbers.',
    );
  }
  const isNamed = names.some((each, i) => each !== `Column_${i}`);
  const requireLevels = levelBudget();
  return names.map((name, feature) => {
    const named = { name, isNamed };
    if (!isCategory(feature)) return { kind: 'numeric', ...named, range: rangeOf(infos[feature]!) };
    const seen = infos[feature] === UNUSED ? [] : infos[feature]!.split(':').map(Number);
    const size = seen.reduce(
      (most, code) => Math.max(most, code + 1),
      Math.max(1, categories.get(feature) ?? 0),
    );
    requireLevels(name, size);
    const texts = pandasCategories[categorical.indexOf(feature)]?.map(levelText);
    const isKnown =
      texts !== undefined && texts.length >= size && new Set(texts).size === texts.length;
    const levels = isKnown ? texts : Array.from({ length: size }, (_, code) => String(code));
    return { kind: 'categorical', ...named, levels, hasLevels: isKnown };
  });
}

function levelText(level: unknown): string {
  return typeof level === 'string' ? level : JSON.stringify(level);
}

function listOf(text: string, length: number, what: string): string[] {
  const list = text.split(' ');
  if (list.length !== length)
    throw damaged(`Found ${list.length} ${what} in a LightGBM model, expected ${length}.`);
  return list;
}

function rangeOf(info: string): { minimum: number; maximum: number } | undefined {
  const [minimum, maximum] = info
    .replace(/^\[|\]$/g, '')
    .split(':')
    .map(Number);
  if (minimum === undefined || maximum === undefined || !(minimum <= maximum)) return undefined;
  return Number.isFinite(minimum) && Number.isFinite(maximum) ? { minimum, maximum } : undefined;
}

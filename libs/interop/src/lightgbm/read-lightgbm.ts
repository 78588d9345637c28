import { ForestBuilder } from '@lambda-forest/forest';
import { count, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError, withoutBest, withoutTrees } from '../errors.ts';
import type { ForeignModel, ReadingChoice } from '../foreign-model.ts';
import { addTree } from '../preorder.ts';
import { columnsOf } from './columns.ts';
import { parseModelText, wholeOf } from './model-text.ts';
import { objectiveOf } from './objectives.ts';
import { readTree } from './trees.ts';

/**
 * A booster of LightGBM: float64 throughout, `value <= threshold` goes left, trees add up in their order; those of
 * its random forest are averaged. Raw scores are equal to the bit.
 *
 * @param best the best iteration's number, from 1, where the text may have later ones
 * @throws {ForeignModelError}
 */
export function readLightgbm(text: string, { rounds }: ReadingChoice, best?: number): ForeignModel {
  if (rounds === 'best' && best === undefined) throw withoutBest();
  const iterations = rounds === 'all' ? Infinity : (best ?? Infinity);
  const model = parseModelText(text);
  const { header } = model;
  const objectiveText = header.get('objective');
  const { task, link } = objectiveOf(objectiveText);
  const isMean = header.has('average_output');
  if (isMean && link.kind !== 'identity') requireLink(header.get('version')!);
  const scores = wholeOf(header, 'num_tree_per_iteration');
  const isMany = link.kind === 'softmax' || (link.kind === 'logistic' && task === 'classification');
  if (isMany ? scores < 2 : scores !== 1) {
    throw new ForeignModelError(
      `Found ${count(scores, 'tree')} an iteration for ${quote(objectiveText ?? '')}, expected ${isMany ? 'one a class' : 'one'}.`,
      'Train a model for each target.',
    );
  }
  if (model.trees.length === 0) throw withoutTrees();
  const features = wholeOf(header, 'max_feature_idx') + 1;
  const categories = new Map<number, number>();
  const trees = model.trees
    .slice(0, iterations * scores)
    .map((members, t) => readTree(members, features, `tree ${t}`));
  for (const tree of trees) {
    for (const [feature, most] of tree.categories) {
      categories.set(feature, Math.max(most, categories.get(feature) ?? 0));
    }
  }
  const columns = columnsOf(model, categories);
  const levelCounts = columns.map((column) =>
    column.kind === 'categorical' ? column.levels.length : 0,
  );
  const builder = new ForestBuilder(features, link.kind === 'binary-logistic' ? 2 : scores, {
    aggregation: isMean ? 'mean' : 'sum',
    link,
    oneScoreATree: scores > 1,
  });
  trees.forEach(({ count, nodeAt, leafFeatures }, t) => {
    if (scores > 1) builder.startTree(t % scores);
    const where = `tree ${t}`;
    for (const feature of leafFeatures) requireKind({ feature }, where, levelCounts);
    addTree(builder, where, count, (index) => {
      const node = nodeAt(index, levelCounts);
      if ('split' in node) requireKind(node.split, where, levelCounts);
      return node;
    });
  });
  return {
    library: 'lightgbm',
    version: header.get('version')!,
    objective: objectiveText!,
    task,
    forest: builder.build(),
    columns,
    takesMissing: true,
    trainRows: isTrainedOnAll(text) ? trees[0]!.rows : undefined,
  };
}

/** Before LightGBM 2.2.3, whose files are of v2 too, the link was in the leaves of a random forest. */
function requireLink(version: string): void {
  if (version !== 'v2') return;
  throw new ForeignModelError(
    'Found a random forest of LightGBM in a file of version v2, whose leaves are scores or predictions, and nothing says which.',
    'Train it again with LightGBM 2.3 or newer.',
  );
}

/** Leaves count the rows of a tree's sample. */
function isTrainedOnAll(text: string): boolean {
  return text.includes('[bagging_fraction: 1]') && text.includes('[data_sample_strategy: bagging]');
}

/** A feature is compared in all trees, or split by its categories in all. */
function requireKind(
  split: { readonly feature: number },
  where: string,
  levelCounts: readonly number[],
): void {
  const { feature } = split;
  const levels = levelCounts[feature];
  if (levels === undefined || !Number.isInteger(feature))
    throw damaged(`Found feature ${feature} in ${where}, expected 0 to ${levelCounts.length - 1}.`);
  if (levels > 0 !== 'levels' in split)
    throw damaged(
      `Found feature ${feature} compared in ${where} and split by categories elsewhere, expected one of both.`,
    );
}

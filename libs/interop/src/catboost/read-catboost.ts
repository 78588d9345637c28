import { ForestBuilder } from '@lambda-forest/forest';
import { count, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError, withoutTrees } from '../errors.ts';
import type { ForeignModel } from '../foreign-model.ts';
import { addTree } from '../preorder.ts';
import { columnsOf, requireNoCtrs } from './columns.ts';
import { parseModel, parseTraining, parseTrees } from './model-json.ts';
import type { CatboostModel, CatboostTrees } from './model-json.ts';
import { objectiveOf } from './objectives.ts';
import { leafWidth, nestedTree, obliviousTree } from './trees.ts';

/**
 * A model of CatBoost: a value is rounded to float32, and goes right if it is above the border; trees add up in their
 * order in float64, and the bias comes last. Raw values are equal to the bit if the scale is 1.
 *
 * @param value what the JSON holds
 * @throws {ForeignModelError}
 */
export function readCatboost(value: unknown): ForeignModel {
  const model = parseModel(value);
  requireNoCtrs(model.features_info);
  const { loss, classes } = parseTraining(model.model_info);
  const objective = objectiveOf(loss);
  const described = columnsOf(model.features_info);
  const { columns } = described;
  const trees = parseTrees(value);
  const [scale, bias] = model.scale_and_bias ?? [1, 0];
  if (!Number.isFinite(scale))
    throw damaged(`Found the scale ${scale} of a CatBoost model, expected a number.`);
  const scores = scoresOf(trees);
  const isMany = objective.task === 'classification' && objective.link !== 'binary-logistic';
  if (isMany ? scores < 2 : scores !== 1) {
    throw damaged(
      `Found ${count(scores, 'value')} a leaf for ${quote(loss!)}, expected ${isMany ? 'one a class' : 'one'}.`,
    );
  }
  const outputs = objective.link === 'binary-logistic' ? 2 : scores;
  if (objective.task === 'classification' && classes.length > 0 && classes.length !== outputs) {
    throw new ForeignModelError(
      `Found ${count(classes.length, 'class', 'classes')} for ${count(outputs, 'output')} of a CatBoost model, expected as many.`,
      'Train it on rows of all classes.',
    );
  }
  const builder = new ForestBuilder(columns.length, outputs, {
    aggregation: 'sum',
    link: { kind: objective.link, factor: 1 },
    roundsInputs: true,
  });
  const each = 'trees' in trees ? trees.trees : trees.oblivious_trees;
  for (let t = 0; t < each.length; t++) {
    const where = `tree ${t}`;
    const { count, nodeAt } =
      'trees' in trees
        ? nestedTree(trees.trees[t], where, described, scores, scale)
        : obliviousTree(trees.oblivious_trees[t]!, where, described, scores, scale);
    addTree(builder, where, count, nodeAt);
  }
  const biases = typeof bias === 'number' ? Array<number>(scores).fill(bias) : bias;
  if (biases.length !== scores) {
    throw damaged(
      `Found ${count(biases.length, 'bias', 'biases')} of a CatBoost model, expected ${scores}.`,
    );
  }
  if (biases.some((number) => number !== 0)) builder.addLeaf(biases); // added last, as a tree is
  return {
    library: 'catboost',
    version: versionOf(model),
    objective: loss!,
    task: objective.task,
    forest: builder.build(),
    columns,
    classes: objective.task === 'classification' && classes.length > 0 ? classes : undefined,
    takesMissing: true,
  };
}

/** Numbers of a leaf. @throws {ForeignModelError} for a model without trees */
function scoresOf(trees: CatboostTrees): number {
  if ('trees' in trees) {
    if (trees.trees.length > 0) return leafWidth(trees.trees[0]);
  } else {
    const first = trees.oblivious_trees[0];
    if (first !== undefined) {
      return Math.max(1, Math.floor(first.leaf_values.length / 2 ** first.splits.length));
    }
  }
  throw withoutTrees();
}

/** Of the library that trained the model, or the first of those that were summed. */
function versionOf({ model_info }: CatboostModel): string {
  const text = model_info['catboost_version_info'] ?? model_info['model0:catboost_version_info'];
  const found = typeof text === 'string' ? /(?:release |tags\/v)(\d+(?:\.\d+)+)/.exec(text) : null;
  return found?.[1] ?? 'unknown';
}

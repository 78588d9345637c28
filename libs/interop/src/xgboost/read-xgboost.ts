import { ForestBuilder } from '@lambda-forest/forest';
import { count, formatInteger, option } from '@lambda-forest/text';

import { isAskedAsBoolean, withBooleans } from '../booleans.ts';
import { damaged, ForeignModelError, withoutBest, withoutTrees } from '../errors.ts';
import type { ForeignModel, ReadingChoice } from '../foreign-model.ts';
import { addTree } from '../preorder.ts';
import { baseScores } from './base-score.ts';
import { parseBooster } from './booster.ts';
import type { Booster, BoosterTrees } from './booster.ts';
import { columnsOf } from './columns.ts';
import { objectiveOf } from './objectives.ts';
import { evenLeaves, requireEven, STEP_FACTOR, STEP_LEAF } from './step.ts';
import { nodesOf } from './trees.ts';
import { isBefore } from './version.ts';

/** From this version on sums start at the base score; before, trees that are not dart's add up first. */
const BASE_COMES_FIRST = [1, 3, 0] as const;

/** An indicator: the type of a column of booleans, which pandas has. */
const BOOLEAN = 'i';

/**
 * A booster of XGBoost. Values and sums are float32, trees add up in their order from the base score, and
 * `value < condition` goes left, as in src/predictor/cpu_predictor.cc: margins are equal to the bit.
 *
 * @param value what JSON or UBJ hold
 * @throws {ForeignModelError}
 */
export function readXgboost(value: unknown, { rounds }: ReadingChoice): ForeignModel {
  const booster = parseBooster(value);
  const { version, learner } = booster;
  const {
    objective: { name },
    learner_model_param: parameters,
  } = learner;
  const objective = objectiveOf(name, version);
  const model = treesOf(booster);
  const columns = columnsOf(booster, model);
  const { isStep = false } = objective;
  const isBinary = objective.link === 'binary-logistic';
  const scores = Math.max(1, parameters.num_class, parameters.num_target ?? 1);
  if (objective.task === 'regression' ? scores > 1 : isBinary ? scores > 1 : scores < 2) {
    throw new ForeignModelError(
      `Found ${name} with ${count(scores, 'output')}, expected ${objective.task === 'regression' || isBinary ? 'one' : 'two or more'}.`,
      `Train a model for each ${/quantile|expectile/.exec(name)?.[0] ?? 'target'}.`,
    );
  }
  const baseScore = baseScores(parameters.base_score, objective, scores);
  const hasVectors = model.trees.some(({ tree_param }) => (tree_param.size_leaf_vector ?? 1) > 1);
  const oneScoreATree = scores > 1 && !hasVectors;
  const baseIsLast =
    isBefore(version, BASE_COMES_FIRST) && learner.gradient_booster.name === 'gbtree';
  const builder = new ForestBuilder(columns.length, isBinary ? 2 : scores, {
    aggregation: 'sum',
    baseScore: baseIsLast ? new Float64Array(0) : baseScore,
    link: { kind: objective.link, factor: isStep ? STEP_FACTOR : 1 },
    roundsInputs: true,
    roundsScores: true,
    oneScoreATree,
  });
  const used = treesToUse(booster, model, scores, rounds);
  const { num_trees } = model.gbtree_model_param;
  if (model.trees.length !== num_trees)
    throw damaged(
      `Found ${count(model.trees.length, 'tree')} in a model of XGBoost, expected ${formatInteger(num_trees)}.`,
    );
  if (model.tree_info.length !== model.trees.length)
    throw damaged(
      `Found ${count(model.tree_info.length, 'entry', 'entries')} of tree_info, expected ${model.trees.length}.`,
    );
  if (used === 0) throw withoutTrees();
  for (let t = 0; t < used; t++) {
    const where = `tree ${t}`;
    const output = model.tree_info[t]!;
    if (oneScoreATree) {
      if (output < 0 || output >= scores)
        throw damaged(`Found ${where} for output ${output}, expected 0 to ${scores - 1}.`);
      builder.startTree(output);
    }
    const { count, nodeAt } = nodesOf(
      model.trees[t]!,
      where,
      columns,
      hasVectors ? scores : 1,
      Math.fround(model.weight_drop?.[t] ?? 1),
    );
    addTree(builder, where, count, isStep ? evenLeaves(nodeAt) : nodeAt);
  }
  if (baseIsLast) addBase(builder, baseScore, oneScoreATree);
  if (isStep) {
    requireEven(baseScore);
    builder.addLeaf(STEP_LEAF);
  }
  const forest = builder.build();
  const booleans = [...columns.keys()].filter(
    (place) => learner.feature_types?.[place] === BOOLEAN && isAskedAsBoolean(forest, place),
  );
  const read: ForeignModel = {
    library: 'xgboost',
    version: version.join('.'),
    objective: name,
    task: objective.task,
    forest,
    takesMissing: true,
    sumsVary: learner.gradient_booster.name === 'dart', // inplace_predict subtracts the base score from each tree again
    columns,
  };
  return withBooleans(read, booleans);
}

/** A tree of one leaf: one for each score, if a tree adds to one alone. */
function addBase(builder: ForestBuilder, baseScore: Float64Array, oneScoreATree: boolean): void {
  if (baseScore.length === 0) return;
  if (!oneScoreATree) builder.addLeaf(baseScore);
  else {
    baseScore.forEach((base, score) => {
      builder.startTree(score);
      builder.addLeaf([base]);
    });
  }
}

/** Dart kept its weights beside the trees up to 3.3, and keeps them with them since. */
function treesOf({ learner: { gradient_booster: booster } }: Booster): BoosterTrees {
  const { model } = 'gbtree' in booster ? booster.gbtree : booster;
  return { ...model, weight_drop: model.weight_drop ?? booster.weight_drop };
}

/**
 * How many trees answer. XGBoost's own interface uses all, that for scikit-learn those up to the best iteration: nobody
 * but the user knows which of both the model was used by.
 */
function treesToUse(
  { learner: { attributes } }: Booster,
  { trees, iteration_indptr, gbtree_model_param: { num_parallel_tree = 1 } }: BoosterTrees,
  scores: number,
  rounds: ReadingChoice['rounds'],
): number {
  const best = Number(attributes?.['best_iteration'] ?? NaN);
  if (!Number.isInteger(best) || best < 0) {
    if (rounds === 'best') throw withoutBest();
    return trees.length;
  }
  const perRound = Math.max(1, num_parallel_tree) * scores;
  const end = Math.min(iteration_indptr?.[best + 1] ?? (best + 1) * perRound, trees.length);
  if (end === trees.length || rounds === 'all') return trees.length;
  if (rounds === 'best') return end;
  throw new ForeignModelError(
    `Found a model whose training stopped early: its best iteration is ${best}, after ${end} of ${count(trees.length, 'tree')}.`,
    `Say ${option('rounds')}=best, as XGBClassifier and XGBRegressor predict, or ${option('rounds')}=all, as Booster.predict does.`,
  );
}

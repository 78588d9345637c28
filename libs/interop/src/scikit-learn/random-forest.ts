/** RandomForest, ExtraTrees and single trees (sklearn/ensemble/_forest.py). */
import { ForestBuilder } from '@lambda-forest/forest';
import { count } from '@lambda-forest/text';

import { damaged } from '../errors.ts';
import type { PickleValue } from '../pickle/values.ts';
import { attributeOf, estimatorOf, versionOf } from './attributes.ts';
import type { Estimator } from './attributes.ts';
import { inputsOf } from './inputs.ts';
import type { SklearnForest } from './sklearn-forest.ts';
import type { StepColumn } from './steps/step-column.ts';
import { requireDistinct, treeOf } from './trees.ts';

export function treesIn(estimator: Estimator): Estimator[] {
  const trees: PickleValue = attributeOf(estimator, 'estimators_');
  if (!Array.isArray(trees) || trees.length === 0)
    throw damaged('Found a forest without trees, expected at least one.');
  requireDistinct(trees);
  return trees.map((tree: PickleValue, i) => estimatorOf(tree, `tree ${i}`));
}

/**
 * The mean of the trees' answers: for classes, shares, which are counts before 1.3.
 *
 * @param missingSince the version from which on such estimators take missing values
 */
export function readForest(
  estimator: Estimator,
  trees: readonly Estimator[],
  columns: readonly StepColumn[],
  classes: number,
  missingSince: number,
): SklearnForest {
  const width = Math.max(1, classes);
  const inputs = inputsOf(columns, true);
  const { roundsInputs } = inputs;
  const builder = new ForestBuilder(inputs.count, width, { roundsInputs });
  let rows = 0;
  trees.forEach((each, i) => {
    const tree = treeOf(each, classes > 0 ? shares : (row) => [...row]);
    if (tree.width !== width)
      throw damaged(`Found leaves of ${count(tree.width, 'number')} in tree ${i}.`);
    rows = Math.max(rows, tree.rows[0] ?? 0);
    inputs.addTree(builder, `tree ${i}`, tree.count, tree.nodeAt);
  });
  const drawsRows = estimator.attributes.get('bootstrap') === true;
  return {
    forest: builder.build(),
    columns,
    trainRows: drawsRows ? undefined : rows,
    takesMissing: Number(/^\d+\.\d+/.exec(versionOf(estimator))?.[0]) >= missingSince,
  };
}

function shares(row: Float64Array): number[] {
  const sum = row.reduce((total, share) => total + share, 0);
  const isShares = Math.abs(sum - 1) < 1e-9;
  const answer = [...row].map((share) => (isShares ? share : share / sum));
  if (answer.every((share) => share >= 0 && share <= 1 + 1e-9)) return answer;
  throw damaged(`Found the leaf [${row.join(', ')}], expected shares of classes.`);
}

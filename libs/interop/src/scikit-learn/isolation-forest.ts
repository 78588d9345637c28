/** IsolationForest (sklearn/ensemble/_iforest.py): score_samples, -2^(-mean depth / depth of a random search). */
import { ForestBuilder } from '@lambda-forest/forest';
import { count } from '@lambda-forest/text';

import { damaged } from '../errors.ts';
import { arrayOf, numbersOf } from '../pickle/nd-array.ts';
import { isList } from '../pickle/values.ts';
import { attributeOf, numberOf } from './attributes.ts';
import type { Estimator } from './attributes.ts';
import { inputsOf } from './inputs.ts';
import { treesIn } from './random-forest.ts';
import type { SklearnForest } from './sklearn-forest.ts';
import type { StepColumn } from './steps/step-column.ts';
import { treeOf } from './trees.ts';

const EULER = 0.577_215_664_901_532_9;

export function readIsolationForest(
  estimator: Estimator,
  columns: readonly StepColumn[],
): SklearnForest {
  const trees = treesIn(estimator);
  const drawn = attributeOf(estimator, 'estimators_features_');
  if (!isList(drawn) || drawn.length !== trees.length)
    throw damaged(`Found other than ${count(trees.length, 'list')} for estimators_features_.`);
  const samples = numberOf(attributeOf(estimator, 'max_samples_'), 'max_samples_');
  const unit = Math.LN2 / (trees.length * searchDepth(samples));
  const inputs = inputsOf(columns, true);
  const builder = new ForestBuilder(inputs.count, 1, {
    aggregation: 'sum',
    link: { kind: 'negative-exp', factor: 1 },
    roundsInputs: inputs.roundsInputs,
  });
  trees.forEach((each, i) => {
    const tree = treeOf(each, () => []);
    const features = numbersOf(arrayOf(drawn[i], 'estimators_features_'), 'estimators_features_');
    const depths = new Float64Array(tree.count);
    inputs.addTree(builder, `tree ${i}`, tree.count, (index) => {
      const node = tree.nodeAt(index);
      const depth = depths[index]!;
      if ('leaf' in node) {
        return { leaf: [unit * (depth + searchDepth(tree.rows[index]!))] };
      }
      depths[node.left] = depth + 1;
      depths[node.right] = depth + 1;
      return { ...node, split: { ...node.split, feature: features[node.split.feature] ?? -1 } };
    });
  });
  return { forest: builder.build(), columns, takesMissing: false };
}

/** The mean depth of an unsuccessful search in a binary tree of so many rows. */
function searchDepth(rows: number): number {
  if (rows <= 1) return 0;
  if (rows === 2) return 1;
  return 2 * (Math.log(rows - 1) + EULER) - (2 * (rows - 1)) / rows;
}

/** Estimators that hold others and answer what no sum of trees says, and files that repeat them. */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';

import { treeCount } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { doubles, estimator, objects } from '../../test/estimators.ts';
import { readPickle } from '../pickle/read-pickle.ts';
import { made } from '../pickle/values.ts';
import type { PickleValue } from '../pickle/values.ts';
import { readEstimator } from './estimators.ts';
import { readScikitLearn } from './read-scikit-learn.ts';
import { transformed } from './steps/steps.ts';

const golden = (name: string) => {
  const url = new URL(`../../golden/scikit-learn-1.9.1/${name}.input.json`, import.meta.url);
  const { model } = JSON.parse(readFileSync(url, 'utf8')) as { model: string };
  return readPickle(Buffer.from(model, 'base64'));
};

const columns = Array.from(
  { length: 3 },
  (_, source) => ({ kind: 'plain', source, missing: NaN }) as const,
);
const voting = (weights: PickleValue, ...voters: readonly PickleValue[]) =>
  estimator('VotingClassifier', {
    voting: 'soft',
    weights,
    classes_: doubles(0, 1),
    estimators_: voters,
    estimators: voters.map(() => ['a', 'any']),
  });
const target = (inner: PickleValue, undo: string) =>
  estimator('TransformedTargetRegressor', {
    regressor_: inner,
    transformer_: estimator('FunctionTransformer', {
      inverse_func: { kind: 'global', module: 'numpy', name: undo },
    }),
  });

const FOREST = golden('forest');

test.each<readonly [string, PickleValue, RegExp]>([
  [
    'votes of boosted trees',
    voting(null, golden('boosting')),
    /GradientBoostingClassifier in VotingClassifier.*no sum of trees/,
  ],
  [
    'hard votes',
    estimator('VotingClassifier', { classes_: doubles(0, 1), voting: 'hard' }),
    /voting="hard".*"soft"/,
  ],
  ['fewer weights than voters', voting([1], golden('ada'), golden('voting')), /1 weight of 2/],
  [
    'weights that need very many trees',
    voting([1, 0.123456789], golden('tree'), golden('forest')),
    /forests of 1 tree with the weight 1, 6 trees with the weight 0\.123456789, .*same n_estimators/,
  ],
  ['a voter twice', voting(null, FOREST, FOREST), /twice/],
  [
    'the median of AdaBoost',
    estimator('AdaBoostRegressor', { n_features_in_: 3 }),
    /weighted median/,
  ],
  [
    'AdaBoost of forests',
    estimator('AdaBoostClassifier', {
      n_features_in_: 3,
      classes_: objects('a', 'b'),
      estimators_: [golden('forest')],
    }),
    /AdaBoostClassifier of RandomForestClassifier/,
  ],
  [
    'a target by another function',
    target(golden('tree-quantity'), 'square'),
    /go through square.*numpy\.expm1/,
  ],
  ['a target around a link', target(golden('hist-poisson'), 'exp'), /a link of its own/],
  [
    'a search that fitted no best one',
    estimator('GridSearchCV', {}),
    /GridSearchCV without best_estimator_.*refit=True/,
  ],
])('%s is refused by name', (_, value, message) => {
  expect(() => readEstimator(value, columns)).toThrow(message);
});

test('voters of unequal numbers of trees are repeated until their mean is the weighted one', () => {
  const [one, six] = [golden('tree'), golden('forest')];
  const trees = (weights: PickleValue) =>
    treeCount(readEstimator(voting(weights, one, six), columns).forest);
  expect(trees(null)).toBe(6 + 6);
  expect(trees([1, 6])).toBe(1 + 6);
});

test('members that are repeated without end are refused', () => {
  const forest = golden('forest');
  let value: PickleValue = forest;
  for (let depth = 0; depth < 15; depth++)
    value = voting(null, voting(null, value), voting(null, value));
  expect(() => readEstimator(value, columns)).toThrow(
    /more than 16 estimators|more than 8,000,000 nodes/,
  );
  const wide = () => voting(null, ...Array.from({ length: 100 }, () => voting(null, forest)));
  const widest = voting(null, ...Array.from({ length: 100 }, wide));
  expect(() => readEstimator(widest, columns)).toThrow(/more than 8,000,000 nodes/);
});

const FLOAT32: PickleValue = { kind: 'global', module: 'numpy', name: 'float32' };

test.each([
  [
    { encode: 'onehot', _sklearn_version: '1.9.1', dtype: FLOAT32 },
    /with a dtype, to which it rounds.*without dtype/,
  ],
  [{ encode: 'ordinal', _sklearn_version: '1.1.3' }, /before 1\.2, which moves numbers/],
  [
    { encode: 'ordinal', _sklearn_version: '1.9.1', bin_edges_: doubles(1) },
    /no array for the edges of bins/,
  ],
] as const)('bins %j are refused', (attributes, message) => {
  expect(() => transformed(estimator('KBinsDiscretizer', attributes), columns)).toThrow(message);
});

const booster = (name: string, state: Readonly<Record<string, PickleValue>>) =>
  made(
    name.startsWith('XGB') ? 'xgboost.sklearn' : 'lightgbm.sklearn',
    name,
    [],
    new Map(Object.entries(state)),
  );
const inner = (handle: PickleValue) =>
  made('xgboost.core', 'Booster', [], new Map([['handle', handle]]));

test.each<readonly [string, PickleValue, RegExp]>([
  ['no booster', booster('XGBClassifier', {}), /XGBClassifier without a booster/],
  [
    'a marker of missing values',
    booster('XGBRegressor', { missing: -999, _Booster: inner('') }),
    /missing=-999.*get_booster\(\)\.save_model/,
  ],
  [
    'the old binary format',
    booster('XGBRegressor', { _Booster: inner(Uint8Array.of(1, 2)) }),
    /old binary format.*save_model\("model\.json"\)/,
  ],
  [
    'JSON of something else',
    booster('XGBRegressor', { _Booster: inner(Buffer.from('{"Model":{}}')) }),
    /./,
  ],
  [
    'no text',
    booster('LGBMRegressor', { _Booster: made('lightgbm.basic', 'Booster', [], new Map()) }),
    /without its text/,
  ],
])('a booster with %s is refused by name', (_, value, message) => {
  expect(() => readScikitLearn(value)).toThrow(message);
});

test('a sparse table before XGBoost is refused, whose zeros it takes for missing values', () => {
  const sparse = estimator('Pipeline', {
    steps: [
      [
        'a',
        estimator('OneHotEncoder', {
          sparse_output: true,
          handle_unknown: 'ignore',
          categories_: columns.map(() => objects('x', 'y')),
          drop_idx_: null,
        }),
      ],
    ],
  });
  const pipeline = estimator('Pipeline', {
    steps: [
      ['before', sparse],
      ['booster', booster('XGBRegressor', {})],
    ],
  });
  expect(() => readEstimator(pipeline, columns)).toThrow(
    /sparse table before a booster.*sparse_threshold=0/,
  );
});

test('samplers of imbalanced-learn do nothing when a pipeline predicts', () => {
  const sampler = made('imblearn.over_sampling._smote.base', 'SMOTE', [], new Map());
  const steps = [
    ['draw', sampler],
    ['trees', FOREST],
  ];
  const pipeline = made('imblearn.pipeline', 'Pipeline', [], new Map([['steps', steps]]));
  const { forest, version } = readScikitLearn(pipeline);
  expect([treeCount(forest), version]).toEqual([6, '1.9.1']);
});

/** Files that are damaged, of another kind, or beyond what a forest can say: one message that names it, never a crash. */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';

import { printable } from '@lambda-forest/text';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';

import { ForeignModelError, readForeignModel } from './index.ts';

function golden(name: string): Buffer {
  const url = new URL(`../golden/${name}.input.json`, import.meta.url);
  const { model } = JSON.parse(readFileSync(url, 'utf8')) as { model: string };
  const isBinary = name.endsWith('-ubj') || /^(scikit-learn|catboost)/.test(name);
  return Buffer.from(model, isBinary ? 'base64' : 'utf8');
}

const refusal = (bytes: Uint8Array, choice = {}) => {
  try {
    readForeignModel(bytes, choice);
  } catch (error) {
    expect(error).toBeInstanceOf(ForeignModelError);
    expect((error as Error).message).toMatch(/, (expected|which|or|whose) |: /);
    return (error as Error).message;
  }
  return undefined;
};

const JSON_MODEL = golden('xgboost/logistic-json').toString();
const TEXTS_MODEL = golden('xgboost-3.4.1/texts-json').toString();
const TEXT_MODEL = golden('lightgbm/categories').toString();
const LINEAR_MODEL = golden('lightgbm/linear-categories').toString();

test.each([
  [
    'a pickle that runs a program',
    '\x80\x02cposix\nsystem\nX\x02\x00\x00\x00ls\x85R.',
    /"system" of "posix".*nothing was run/,
  ],
  [
    'a dictionary of a class of its own, among attributes',
    '\x80\x02csklearn.ensemble\nStackingClassifier\n)\x81}(X\x10\0\0\0_sklearn_versionX\x03\0\0\x001.7X\x01\0\0\0acsklearn.utils._bunch\nBunch\n)\x81X\x01\0\0\0aNsub.',
    /"StackingClassifier" of scikit-learn/,
  ],
  ['a dictionary of models', '\x80\x02}X\x01\0\0\0aNs.', /no estimator .*in no dictionary/],
  ['the old binary format', 'binf\x00\x00', /old binary format/],
  [
    'the old binary format without its mark',
    `\x00\x00\x00?${'\0'.repeat(132)}\x0f${'\0'.repeat(7)}binary:logistic\x06${'\0'.repeat(7)}gbtree`,
    /old binary format/,
  ],
  ['a pickle of protocol 0', 'ccopy_reg\n_reconstructor\n', /protocol 0 or 1.*protocol 2 or later/],
  [
    'an old random forest of LightGBM, which may have its link in the leaves',
    golden('lightgbm/forest').toString().replace('version=v4', 'version=v2'),
    /random forest .* v2.*Train it again/,
  ],
  [
    'fewer trees than the header counts',
    TEXT_MODEL.replace(/^tree_sizes=/m, 'tree_sizes=1 '),
    /Found 10 trees in a LightGBM model, expected 11/,
  ],
  ['an archive', 'PK\x03\x04', /archive without its directory/],
  ["CatBoost's binary format", 'CBM1', /CatBoost's binary format.*format="json"/],
  [
    'a version that is not known',
    JSON_MODEL.replace(/"version":\[\d+/, '"version":[9'),
    /XGBoost 9\.2\.0, expected 1\.0 to 3\.4/,
  ],
  [
    'an unknown word of an objective',
    TEXT_MODEL.replace('objective=regression\n', 'objective=regression cubed\n'),
    /"cubed" after the objective/,
  ],
  ['a string that never ends', `{"a":"${'\\"'.repeat(200_000)}`, /not whole JSON/],
  [
    'fewer trees than a model of XGBoost counts',
    JSON_MODEL.replace(/"num_trees":"\d+"/, '"num_trees":"1000"'),
    /Found 12 trees in a model of XGBoost, expected 1,000/,
  ],
  ['lists in lists', `{"a":${'['.repeat(1_000)}`, /more than 1,000 levels at character 1,004/],
  [
    'lists in lists behind strings with brackets',
    `{"]]\\"]":"${'}'.repeat(2_000)}\\\\","a":${'{"a":['.repeat(500)}`,
    /more than 1,000 levels/,
  ],
  [
    'lists in lists of categories',
    TEXT_MODEL.replace(/^pandas_categorical:.*/m, `pandas_categorical:${'['.repeat(2_000)}`),
    /pandas_categorical that is not JSON/,
  ],
  ['brackets in strings', `{"a":"${'['.repeat(2_000)}\\"${'{'.repeat(2_000)}"}`, /unknown kind/],
  ['a compressed file', '\x1f\x8b\x08', /compressed file that is damaged/],
  ['a dump of trees', '[\n{"nodeid": 0', /dump of trees/],
  ["LightGBM's dump", '{"name":"tree","version":"v4","tree_info":[]}', /JSON dump.*model\.txt/],
  [
    "LightGBM's dump in another order",
    '{ "feature_names": [], "name": "tree", "tree_info": [] }',
    /JSON dump/,
  ],
  ['nothing', '', /an empty file/],
  ['text', 'hello', /unknown kind/],
  ['other JSON', '{"a": 1}', /JSON of an unknown kind/],
  ['broken JSON', '{"learner": ', /not whole JSON/],
  [
    'another booster',
    JSON_MODEL.replace('"name":"gbtree"', '"name":"gblinear"'),
    /booster "gblinear"/,
  ],
  [
    "XGBoost's configuration",
    '{"version":[3,2,0],"learner":{"gradient_booster":{"name":"gbtree","gbtree_train_param":{}}}}',
    /configuration of XGBoost.*save_model/,
  ],
  [
    'several quantiles',
    JSON_MODEL.replaceAll('binary:logistic', 'reg:quantileerror').replace(
      /"num_target":"\d+"/,
      '"num_target":"3"',
    ),
    /with 3 outputs.*for each quantile/,
  ],
  [
    'several expectiles',
    JSON_MODEL.replaceAll('binary:logistic', 'reg:expectileerror').replace(
      /"num_target":"\d+"/,
      '"num_target":"2"',
    ),
    /with 2 outputs.*for each expectile/,
  ],
  [
    'half of a character in a name',
    JSON_MODEL.replace('"feature_names":["a"', '"feature_names":["a\\ud83d"'),
    /the column "a\ufffd", which has half of a character.*another name/,
  ],
  [
    'a category that is no text',
    TEXTS_MODEL.replace('-61,-77', '-61,67'),
    /not UTF-8 in the categories of a column.*before training/,
  ],
  [
    'an unknown objective',
    JSON_MODEL.replaceAll('binary:logistic', 'binary:focal'),
    /binary:focal.*binary:logistic/,
  ],
  [
    "an objective of one's own",
    TEXT_MODEL.replace('objective=regression\n', ''),
    /without an objective/,
  ],
  [
    'a child that is no node',
    JSON_MODEL.replace(/"left_children":\[1/, '"left_children":[999'),
    /child 999 in tree 0/,
  ],
  ['a circle', JSON_MODEL.replace(/"left_children":\[1/, '"left_children":[0'), /below two nodes/],
  [
    'another kind of leaf',
    TEXT_MODEL.replace('is_linear=0', 'is_linear=2'),
    /is_linear=2 in tree 0/,
  ],
  [
    'linear leaves without constants',
    TEXT_MODEL.replace('is_linear=0', 'is_linear=1'),
    /no leaf_const/,
  ],
  [
    'a number of terms that is none',
    LINEAR_MODEL.replace('num_features=0', 'num_features=-1'),
    /num_features of tree 0/,
  ],
  [
    'more terms than coefficients',
    LINEAR_MODEL.replace('num_features=0', 'num_features=1'),
    /0 numbers of leaf_features .*expected 1/,
  ],
  [
    'a term of no feature',
    LINEAR_MODEL.replace(/(leaf_features=\s*)\d/, '$17'),
    /feature 7 in tree/,
  ],
  [
    'a term of categories',
    LINEAR_MODEL.replace(/(leaf_features=\s*)\d/, '$13'),
    /feature 3 compared in tree .* split by categories/,
  ],
  [
    'an infinite coefficient',
    LINEAR_MODEL.replace(/(leaf_coeff=\s*)[-.\de]+/, '$1inf'),
    /leaf_coeff of tree/,
  ],
  [
    'a text that is cut off',
    TEXT_MODEL.slice(0, -2000).replace('end of trees', ''),
    /end of trees/,
  ],
  ['an unknown version', TEXT_MODEL.replace('version=v4', 'version=v9'), /version "v9"/],
])('%s', (_, text, message) => {
  expect(
    refusal(
      Buffer.from(text, text.charCodeAt(0) > 0x7e || text.startsWith('\x1f') ? 'latin1' : 'utf8'),
    ),
  ).toMatch(message);
});

const catboost = (name: string) => gunzipSync(golden(`catboost-1.2.10/${name}`)).toString();

test.each([
  [
    'an unknown loss',
    'rmse',
    '"type":"RMSE"',
    '"type":"Mine"',
    /loss function "Mine", expected one of/,
  ],
  ['several targets', 'rmse', '"type":"RMSE"', '"type":"MultiRMSE"', /a model for each target/],
  ['no loss at all', 'rmse', '"loss_function"', '"loss_functiox"', /without its loss function/],
  [
    'classes of another number',
    'base',
    '"class_names":',
    '"class_names":[1,2,3],"x":',
    /3 classes for 2/,
  ],
  [
    'target statistics',
    'category',
    '"categorical_features":',
    '"ctrs":[{"elements":[{"cat_feature_index":0}]}],"categorical_features":',
    /CTRs\) of "colour".*one_hot_max_size/,
  ],
  [
    'a category without its text',
    'category',
    '"hash":',
    '"hash":1',
    /by its hash alone.*pool=pool/,
  ],
  [
    'a feature that is none',
    'rmse',
    '"float_feature_index":0',
    '"float_feature_index":9',
    /feature 9 in tree/,
  ],
  [
    'a category that is none',
    'category',
    '"cat_feature_index":0',
    '"cat_feature_index":9',
    /feature 9 in tree/,
  ],
  [
    'two features in one place',
    'rmse',
    '"flat_feature_index":1',
    '"flat_feature_index":0',
    /two features 0/,
  ],
  [
    'a feature too far',
    'rmse',
    '"flat_feature_index":1',
    '"flat_feature_index":99999',
    /feature 99999/,
  ],
  [
    'leaves of another number',
    'rmse',
    '"leaf_values":',
    '"leaf_values":[1],"x":',
    /1 leaf value and 3 splits in tree 0/,
  ],
  ['a border that no float32 holds', 'rmse', '"border":', '"border":1e99,"x":', /border 1e\+99/],
  [
    'more biases than scores',
    'rmse',
    '"scale_and_bias":',
    '"scale_and_bias":[1,[1,2]],"x":',
    /2 biases/,
  ],
  [
    'leaves of another width',
    'depthwise-three',
    '"value":',
    '"value":[1,2],"x":',
    /2 numbers in tree|2 values|2 outputs/,
  ],
  ['no trees', 'rmse', '"oblivious_trees":', '"oblivious_trees":[],"x":', /without a tree/],
  ['no nested trees', 'lossguide', '"trees":', '"trees":[],"x":', /without a tree/],
])('a model of CatBoost with %s is refused by name', (_, name, from, to, message) => {
  const text = catboost(name);
  expect(text).toContain(from);
  expect(refusal(Buffer.from(text.replaceAll(from, to)))).toMatch(message);
});

test('training that stopped early is refused until somebody says which trees answer', () => {
  const stopped = Buffer.from(
    JSON_MODEL.replace('"attributes":{', '"attributes":{"best_iteration":"3"').replace(
      '"best_iteration":"3""',
      '"best_iteration":"3","',
    ),
  );
  expect(refusal(stopped)).toMatch(/best iteration is 3, after 4 of 12 trees.*rounds/);
  expect(readForeignModel(stopped, { rounds: 'best' }).forest.treeStart).toHaveLength(5);
  expect(readForeignModel(stopped, { rounds: 'all' }).forest.treeStart).toHaveLength(13);
});

/** A pickle with some texts replaced by others of the same length. */
function pickled(name: string, ...pairs: readonly (readonly [string, string])[]): Buffer {
  let text = golden(`scikit-learn-1.9.1/${name}`).toString('latin1');
  for (const [from, to] of pairs) {
    expect(text).toContain(from);
    expect(to).toHaveLength(from.length);
    text = text.replaceAll(from, to);
  }
  return Buffer.from(text, 'latin1');
}

test.each([
  [
    'an estimator that holds no trees of ours',
    'forest',
    ['RandomForestClassifier', 'RandomForestEmbeddings'],
    /"RandomForestEmbeddings" of scikit-learn/,
  ],
  ['one that is not fitted', 'forest', ['estimators_', 'estimatorx_'], /without estimators_/],
  ['one without its tree', 'tree', ['tree_', 'trex_'], /without tree_/],
  [
    'one without the number of features',
    'tree-quantity',
    ['n_features_in_', 'n_features_xx_'],
    /n_features_in_/,
  ],
  [
    'a tree of another class',
    'tree',
    ['_tree\x94\x8c\x04Tree', '_tree\x94\x8c\x04Bush'],
    /without its tree/,
  ],
  ['a tree without thresholds', 'tree', ['threshold', 'thresholx'], /records without threshold/],
  [
    'boosting on an estimator of its own',
    'boosting',
    ['DummyClassifier', 'DummiClassifier'],
    /initial estimator DummiClassifier/,
  ],
  [
    'boosting without its stages',
    'boosting',
    ['estimators_', 'estimatorx_'],
    /without estimators_/,
  ],
  [
    'another strategy of its initial estimator',
    'boosting',
    ['prior', 'prioX'],
    /initial estimator DummyClassifier/,
  ],
  [
    'a version that is not known',
    'tree',
    ['1.9.1', '2.0.0'],
    /scikit-learn 2\.0\.0, expected 0\.23 to 1\.9/,
  ],
  ['a loss of its own', 'hist', ['log_loss', 'lxg_loss'], /loss of an own kind/],
  [
    'a baseline that is lost',
    'hist',
    ['_baseline_prediction', '_baselime_prediction'],
    /without _baseline_prediction/,
  ],
  [
    'nodes without values',
    'hist',
    ['num_threshold', 'num_thresholx'],
    /records without num_threshold/,
  ],
  ['numbers of no known type', 'forest-quantity-raw', ['f8', 'f7'], /./],
] as const)('%s is refused by name', (_, name, pair, message) => {
  const bytes = name.endsWith('-raw') ? pickled('forest', pair) : pickled(name, pair);
  expect(refusal(bytes)).toMatch(message);
});

test.each(['\x07\n\x1b[m', '2\r\n\0\x7f'])(
  'texts of a file, such as the version %j, are shown on one line',
  (text) => {
    const message = refusal(pickled('tree', ['1.9.1', text]));
    expect(message).toBe(printable(message!));
    expect(message).toContain(`scikit-learn ${printable(text)}, expected`);
  },
);

test.each([
  ['catboost.core', 'CatBoost', /format="json", pool=pool/],
  ['sklearn.decomposition._pca', 'PCA', /one of trees, save these alone/],
  ['numpy.core._multiarray_umath', 'sinh', /Compute what the function does before/],
  ['__main__', 'twice', /what other steps do before them/],
])('a pickle of %s %s is refused with what to save', (module, name, remedy) => {
  const message = refusal(Buffer.from(`\x80\x02c${module}\n${name}\n)\x81.`, 'latin1'));
  expect(message).toContain(`Found "${name}" of "${module}"`);
  expect(message).toMatch(remedy);
});

test.each([
  ['<?xml version="1.0"?><PMML/>', /XML, such as PMML.*ONNX/],
  ['\xef\xbb\xbf<PMML>', /XML, such as PMML/],
  ['<!DOCTYPE html>', /a page of the web/],
  ['version https://git-lfs.github.com/spec/v1', /Git LFS.*git lfs pull/],
  ['X\n\0\0\0\x03\0\x04', /a file of R.*xgb\.save/],
  ['RDX3\nX\n', /a file of R/],
  ['\x89HDF\r\n\x1a\n', /networks are not read/],
  ['\x08\x01\x12\x02', /SavedModel.*assets.*the model that it was made from/],
  ['\x7fELF\x02', /compiled program/],
  ['#include "header.h"', /source code/],
  ['###  Model data\nclass catboost_model(object):', /source code.*CatBoost/],
  ['\x04\0\0\0\x06\0\0\0', /checkpoint of treelite/],
  ['PAR1', /Parquet/],
  ['\x93NUMPY\x01', /array of numpy/],
  ['flavors:\n  python_function:', /MLflow/],
])('what starts with %j is named, with a way out', (start, message) => {
  expect(refusal(Buffer.from(start, 'latin1'))).toMatch(message);
});

test.each([
  ['model.ini', /MOJO/],
  ['archive/data.pkl', /PyTorch/],
  ['model.weights.h5', /Keras/],
  ['model/MLmodel', /MLflow/],
  ['other.json', /without schema\.json.*Unpack/],
])('an archive with %s is named, with a way out', (name, message) => {
  expect(refusal(Buffer.from(zipSync({ [name]: Uint8Array.of(1) })))).toMatch(message);
});

test.each(['BZh9', '\xfd7zXZ', ']\0\0\x80\0', '(\xb5/\xfd', '\x04\x22\x4d\x18'])(
  'a compressed file that starts with %j is refused',
  (start) => {
    expect(refusal(Buffer.from(start, 'latin1'))).toMatch(/compressed.*joblib/);
  },
);

test('a model that was trained for no round says so', () => {
  const header = TEXT_MODEL.slice(0, TEXT_MODEL.indexOf('Tree=0'));
  const ends = TEXT_MODEL.slice(TEXT_MODEL.indexOf('end of trees'));
  const none = header.replace(/^tree_sizes=.*\n/m, '') + ends;
  expect(refusal(Buffer.from(none))).toMatch(/without a tree.*one round/);
});

test('a base score that is no number is refused', () => {
  const bytes = golden('scikit-learn-1.9.1/hist');
  const { baseScore } = readForeignModel(bytes).forest;
  const at = bytes.indexOf(Buffer.from(baseScore.buffer, 0, 8));
  bytes.writeDoubleLE(NaN, at);
  expect(refusal(bytes)).toMatch(/baseScore that does not fit/);
});

test('a file of joblib that unpacks to too much, or is no pickle, is refused', () => {
  expect(refusal(gzipSync(Buffer.from('no pickle')))).toMatch(/unknown kind/);
  expect(refusal(gzipSync(Buffer.alloc(200_000_001), { level: 1 }))).toMatch(
    /larger than 200,000,000 bytes/,
  );
});

test.each([
  ['protocol 6', '\x80\x06.', /protocol 6/],
  ['an instruction that is none', '\x80\x04\xff', /instruction 255/],
  ['a call of a number', '\x80\x04K\x01)R.', /call of no known name/],
  ['nothing to end with', '\x80\x04.', /nothing to take/],
  ['a mark in the place of a value', '\x80\x04(.', /nothing to take/],
  ['no mark', '\x80\x04t.', /no mark/],
  ['a memory of nothing', '\x80\x04h\x07.', /number 7 of nothing/],
  ['items for a list', '\x80\x04]K\x01K\x02s.', /items for no dictionary/],
  ['values for a dictionary', '\x80\x04}K\x01a.', /values for no list/],
  ['attributes of a number', '\x80\x04K\x01}b.', /attributes of no object/],
  ['a name that is a number', '\x80\x04K\x01K\x02\x93.', /name that is no text/],
  [
    'a text that is not there',
    '\x80\x04X\xff\xff\xff\x7f',
    /2,147,483,647 bytes that are not there/,
  ],
  ['a line without an end', '\x80\x04cnumpy', /line without an end/],
  ['bytes that hold themselves', '\x80\x04cbuiltins\nbytes\n]q\x00h\x00aR.', /no estimator/],
  ['a million objects', `\x80\x04${'}'.repeat(1_000_001)}.`, /more than 1,000,000 objects/],
  ['a number for a model', '\x80\x04\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f.', /no estimator/],
])('a pickle with %s is refused', (_, text, message) => {
  expect(refusal(Buffer.from(text, 'latin1'))).toMatch(message);
});

test('the best iteration is asked for where there is none', () => {
  for (const name of ['xgboost/logistic-json', 'lightgbm/binary', 'scikit-learn-1.9.1/tree']) {
    expect(refusal(golden(name), { rounds: 'best' })).toMatch(/no best iteration/);
  }
});

test('missing values are taken where the library takes them', () => {
  const takes = (name: string) => readForeignModel(golden(name)).takesMissing;
  expect(takes('scikit-learn-1.9.1/forest')).toBe(true);
  expect(takes('scikit-learn-1.2.2/forest')).toBe(false);
  expect(takes('scikit-learn-1.9.1/boosting')).toBe(false);
  expect(takes('scikit-learn-1.2.2/hist')).toBe(true);
});

test('an unknown member beside the trees of XGBoost is refused by its name', () => {
  const model = JSON_MODEL.replace('"trees":', '"tree_scale":[2],"trees":');
  expect(() => readForeignModel(Buffer.from(model), {})).toThrow('the unknown "tree_scale"');
});

test.each([
  'scikit-learn-1.9.1/forest-names',
  'scikit-learn-1.9.1/hist-three',
  'scikit-learn-1.9.1/boosting-three',
  'scikit-learn-1.9.1/usual',
  'scikit-learn-1.9.1/hist-categories',
  'scikit-learn-1.9.1/skops-usual',
  'scikit-learn-1.9.1/skops-tree',
  'xgboost/softmax-ubj',
  'xgboost/categories-ubj',
  'xgboost/dart-json',
  'lightgbm/categories',
  'lightgbm/multiclass',
  'catboost-1.2.10/categories',
  'catboost-1.2.10/depthwise-three',
])(
  '%s: a file that is cut off or has other bytes is refused by a message, or still a model',
  (name) => {
    const bytes = name.startsWith('catboost') ? gunzipSync(golden(name)) : golden(name);
    const place = fc.nat(bytes.length - 1);
    fc.assert(
      fc.property(place, fc.nat(255), fc.option(place), (at, byte, end) => {
        const other = Buffer.from(bytes);
        other[at] = byte;
        refusal(other.subarray(0, end ?? undefined), { rounds: 'all' });
      }),
      { numRuns: 60 },
    );
  },
);

test('LightGBM before 2.1.2 does not write where its trees end', () => {
  const { forest } = readForeignModel(Buffer.from(TEXT_MODEL));
  const old = TEXT_MODEL.replace(/end of trees\n+feature_importances:/, 'feature importances:');
  expect(old).not.toContain('end of trees');
  expect(readForeignModel(Buffer.from(old)).forest).toEqual(forest);
  expect(refusal(Buffer.from(old.slice(0, old.indexOf('Tree=5'))))).toMatch(/end of trees/);
});

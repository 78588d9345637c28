/** What other projects test their readers of models with: where a model, rows and answers are, and what ours makes of them. */

/** How the rows of a file are separated. In libsvm's form, values may be absent. */
export type RowForm =
  | { readonly kind: 'tsv'; readonly firstColumn: number }
  | { readonly kind: 'libsvm'; readonly absent: number };

interface Model {
  /** Of the suite's folder. */
  readonly model: string;
}

/** Rows of numbers, and the margins or predictions that the library gave for them. */
interface Answered extends Model {
  readonly rows: string;
  readonly form: RowForm;
  readonly answers: string;
  readonly are: 'margins' | 'predictions';
}

/** A table with names, and predictions, both in CSV: for the real command. */
interface Checked extends Model {
  readonly table: string;
  readonly target: string;
  readonly predictions: string;
}

/** A model that comes without answers: it is to be read. */
interface Readable extends Model {
  readonly reads: true;
}

/** A model that no forest of ours can say, and why. */
interface Refused extends Model {
  readonly refused: RegExp;
}

export type SuiteCase = Answered | Checked | Readable | Refused;

export interface Suite {
  /** Also the folder's. */
  readonly name: string;
  /** The command that gets it; the folder is to follow. */
  readonly get: string;
  readonly cases: readonly SuiteCase[];
}

const TSV: RowForm = { kind: 'tsv', firstColumn: 0 };
/** After the label. */
const LABELLED: RowForm = { kind: 'tsv', firstColumn: 1 };
const BINARY_BEFORE_3_1 = /binary/i;

const LEAVES: Suite = {
  name: 'leaves',
  get: 'git clone --depth=1 https://github.com/dmitryikh/leaves',
  cases: [
    leaves('lg_dart_breast_cancer', 'breast_cancer_test.tsv', TSV, 'predictions'),
    leaves('lg_kddcup99', 'kddcup99_test.tsv', TSV, 'margins'),
    { model: 'testdata/lg_rf_iris.model', refused: /random forest .* v2/ },
    leaves('lgmulticlass', 'multiclass_test.tsv', LABELLED, 'predictions'),
    leaves('lgmulticlass', 'multiclass_test.tsv', LABELLED, 'margins', 'true_raw_predictions'),
    ...['gamma_AvgClaimAmount', 'poisson_Frequency', 'tweedie_PurePremium'].map((name) =>
      leaves(`genlin_fmtp_${name}`, `genlin_fmtp_${name}_features.tsv`, TSV, 'predictions'),
    ),
    { model: 'testdata/sk_gradient_boosting_classifier.model', refused: /protocol 0/ },
    { model: 'testdata/sk_iris.model', refused: /protocol 0/ },
    { model: 'testdata/xgagaricus.model', refused: BINARY_BEFORE_3_1 },
    { model: 'testdata/xg_dart_agaricus.model', refused: BINARY_BEFORE_3_1 },
    { model: 'testdata/xgblin_agaricus.model', refused: BINARY_BEFORE_3_1 },
    { model: 'testdata/lg_1tree.json', refused: /JSON/ },
  ],
};

const LLEAVES: Suite = {
  name: 'lleaves',
  get: 'git clone --depth=1 https://github.com/siboehm/lleaves',
  cases: [
    ...[
      'NYC_taxi/model.txt',
      'airline/model.txt',
      'boston_housing/model.txt',
      'leaf_scan/model.txt',
      'mixed_categorical/model.txt',
      'mtpl2/model.txt',
      'multiclass/model.txt',
      'pure_categorical/model.txt',
      'single_tree/model.txt',
      'tiniest_single_tree/model.txt',
    ].map((file): SuiteCase => ({ model: `tests/models/${file}`, reads: true })),
    // Shortened by hand: LightGBM cannot load it either.
    { model: 'tests/models/mtpl2/model_small.txt', refused: /200 trees .* expected 1000/ },
  ],
};

const TOY = 'tests/examples/toy_categorical/toy_categorical';

const TREELITE: Suite = {
  name: 'treelite',
  get: 'git clone --depth=1 https://github.com/dmlc/treelite',
  cases: [
    {
      model: `${TOY}_model.txt`,
      rows: `${TOY}.test`,
      form: { kind: 'libsvm', absent: NaN },
      answers: `${TOY}.test.pred`,
      are: 'margins',
    },
    // More levels of a category than a schema of ours has.
    { model: `${TOY.replaceAll('toy', 'sparse')}_model.txt`, refused: /codes up to 1573823/ },
    { model: 'tests/examples/mushroom/mushroom.model', refused: BINARY_BEFORE_3_1 },
  ],
};

const WOODELF: Suite = {
  name: 'woodelf',
  get: 'git clone --depth=1 https://github.com/ron-wettenstein/woodelf',
  cases: [
    'IEEE-CIS_xgboost_model.json',
    'IEEE-CIS_xgboost_model_depth_16.json',
    'IEEE-CIS_xgboost_model_depth_22.json',
    'hgb_model.joblib',
  ].map((file) => ({ model: `tests/resources/${file}`, reads: true })),
};

const YDF_DATA = 'yggdrasil_decision_forests/test_data';

const YDF: Suite = {
  name: 'yggdrasil-decision-forests',
  get: 'git clone --depth=1 https://github.com/google/yggdrasil-decision-forests',
  cases: [
    ydf('abalone_regression_gbdt', 'abalone.csv', 'Rings', 'abalone_regression_gbdt.csv'),
    ydf('abalone_regression_rf', 'abalone.csv', 'Rings', 'abalone_regression_rf.csv'),
    ydf('adult_binary_class_gbdt', 'adult_test.csv', 'income', 'adult_test_binary_class_gbdt.csv'),
    ydf('adult_binary_class_rf', 'adult_test.csv', 'income', 'adult_test_binary_class_rf.csv'),
    ydf(
      'synthetic_ranking_gbdt',
      'synthetic_ranking_test.csv',
      'LABEL',
      'synthetic_ranking_gbdt_test.csv',
    ),
    ...[
      '8bits_numerical_binary_class_gbdt',
      'abalone_regression_gbdt_v2',
      'abalone_regression_rf_small',
      'adult_binary_class_gbdt_32cat',
      'adult_binary_class_gbdt_integerized',
      'adult_binary_class_gbdt_only_num',
      'adult_binary_class_gbdt_v2',
      'adult_binary_class_rf_nwta_small',
      'adult_binary_class_rf_wta_small',
      'iris_multi_class_gbdt',
      'iris_multi_class_gbdt_v2',
      'iris_multi_class_rf',
      'iris_multi_class_rf_nwta_small',
      'iris_multi_class_rf_wta_small',
      'synthetic_ranking_gbdt_numerical',
    ].map((name): SuiteCase => ({ model: `${YDF_DATA}/model/${name}`, reads: true })),
    ...(
      [
        ['adult_binary_class_gbdt_oblique', /oblique/i],
        ['gaussians_anomaly_if', /isolation|anomaly/i],
        ['sim_pte_categorical_uplift_rf', /uplift/i],
        ['sst_binary_class_gbdt', /set/i],
      ] as const
    ).map(([name, refused]): SuiteCase => ({ model: `${YDF_DATA}/model/${name}`, refused })),
  ],
};

const NODE_TESTS = 'onnx/backend/test/data/node/test_ai_onnx_ml_';

/** A graph of one node of ai.onnx.ml each. Those of trees have two targets and more, the others no trees. */
const ONNX: Suite = {
  name: 'onnx',
  get: 'pip install --no-deps onnx==1.18.0 --target',
  cases: [
    nodeTest('tree_ensemble_single_tree', /2 targets/),
    nodeTest('tree_ensemble_set_membership', /other numbers than codes from 0/),
    nodeTest('array_feature_extractor', /graph of "ArrayFeatureExtractor"/),
    nodeTest('binarizer', /graph of "Binarizer"/),
    ...['string_int', 'string_int_no_default', 'tensor_mapping', 'tensor_value_only_mapping'].map(
      (name) => nodeTest(`label_encoder_${name}`, /graph of "LabelEncoder"/),
    ),
  ],
};

export const SUITES: readonly Suite[] = [LEAVES, LLEAVES, TREELITE, WOODELF, YDF, ONNX];

function leaves(
  name: string,
  rows: string,
  form: RowForm,
  are: Answered['are'],
  answers = 'true_predictions',
): SuiteCase {
  const model = `testdata/${name}.model`;
  return { model, rows: `testdata/${rows}`, form, answers: `testdata/${name}_${answers}.txt`, are };
}

function ydf(model: string, table: string, target: string, predictions: string): SuiteCase {
  return {
    model: `${YDF_DATA}/model/${model}`,
    table: `${YDF_DATA}/dataset/${table}`,
    target,
    predictions: `${YDF_DATA}/prediction/${predictions}`,
  };
}

function nodeTest(name: string, refused: RegExp): SuiteCase {
  return { model: `${NODE_TESTS}${name}/model.onnx`, refused };
}

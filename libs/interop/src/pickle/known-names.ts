import { quote } from '@lambda-forest/text';

import { ForeignModelError } from '../errors.ts';
import type { Global } from './values.ts';

/** Modules whose names may stand in a pickle. They are data here: their estimators are read by name, the rest is left aside. */
const MODULES = [
  /^sklearn\.(tree|ensemble|dummy|_loss)(\.|$)/,
  /^sklearn\.(calibration|compose|frozen|impute|isotonic|pipeline|preprocessing)(\.|$)/,
  /^_loss$/, // compiled losses of scikit-learn 1.4 to 1.7
  /^sklearn\.(feature_selection|metrics|model_selection|neighbors)(\.|$)/,
  /^sklearn\.(linear_model|svm)(\.|$)/, // what a selection of columns asks
  /^sklearn\.(base|utils(\._bunch)?|utils\.(_metadata_requests|validation))$/,
  /^imblearn\.(base|combine|ensemble|over_sampling|pipeline|under_sampling)(\.|$)/,
  /^xgboost\.(core|compat|sklearn)$/,
  /^lightgbm\.(basic|compat|sklearn)$/,
  /^numpy\.ma(\.core)?$/, // scores of a search
  /^scipy\.stats(\.|$)/, // what a search drew from
  /^numpy(\._?core\.(multiarray|numeric))?$/,
  /^numpy\.random(\.|$)/,
  /^joblib\.numpy_pickle$/,
];

/** And single names of others. */
const NAMES = new Set([
  ...['bool', 'float', 'int', 'str'].flatMap((type) => [`builtins ${type}`, `__builtin__ ${type}`]),
  'copyreg _reconstructor',
  'copy_reg _reconstructor',
  'builtins object',
  '__builtin__ object',
  'builtins bytearray',
  'builtins bytes',
  '__builtin__ bytes',
  '__builtin__ bytearray',
  'builtins slice',
  '__builtin__ slice',
  '_codecs encode',
  'functools partial',
  'pandas._libs.missing NA',
  'collections OrderedDict',
  'collections defaultdict',
  ...['exp', 'expm1', 'log', 'log1p', 'sqrt'].flatMap((name) => [
    `numpy.core._multiarray_umath ${name}`,
    `numpy._core._multiarray_umath ${name}`,
  ]),
]);

export const SAVE_TREES =
  'If the model is one of trees, save these alone, and compute what other steps do before them, in training and in requests.';

/** What to save instead of an object of a module. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /^catboost\b|^_catboost/,
    'Save the model by itself, with save_model("model.json", format="json", pool=pool).',
  ],
  [/^sklearn\.multioutput\b/, 'Train and save a model for each target.'],
  [
    /^sklearn\.multiclass\b/,
    'Train one classifier of all classes: those of trees take several by themselves.',
  ],
  [/^dill\b/, 'Save it with joblib.dump or pickle.dump.'],
  [
    /^(quantile_forest|ngboost)\b/,
    'Train one of scikit-learn: GradientBoostingRegressor(loss="quantile") has quantiles.',
  ],
  [/^(torch|tensorflow|keras)\b/, 'Import a model of trees: networks are not read.'],
  [/^(pyspark|h2o)\b/, 'Export the model as ONNX, with onnxmltools, and import that.'],
  [/^numpy\b/, 'Compute what the function does before the pipeline, in training and in requests.'],
  [/^/, SAVE_TREES],
];

/**
 * @param where such as `a pickle`
 * @throws {ForeignModelError} for a name that may not stand in a file
 */
export function requireKnown(global: Global, where: string): void {
  const { module, name } = global;
  if (MODULES.some((pattern) => pattern.test(module)) || NAMES.has(`${module} ${name}`)) return;
  throw new ForeignModelError(
    `Found ${quote(name)} of ${quote(module)} in ${where}, expected the classes of scikit-learn's trees and preprocessing, and numpy's arrays; nothing was run.`,
    REMEDIES.find(([pattern]) => pattern.test(module))![1],
  );
}

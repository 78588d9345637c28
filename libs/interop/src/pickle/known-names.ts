import type { Global } from './values.ts';

/** Modules whose names may stand in a pickle. They are data here: their estimators are read by name, the rest is left aside. */
const MODULES = [
  /^sklearn\.(tree|ensemble|dummy|_loss)(\.|$)/,
  /^sklearn\.(calibration|compose|frozen|impute|isotonic|pipeline|preprocessing)(\.|$)/,
  /^_loss$/, // compiled losses of scikit-learn 1.4 to 1.7
  /^sklearn\.(base|utils\._bunch|utils\.validation)$/,
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
]);

export function isKnown({ module, name }: Global): boolean {
  return MODULES.some((pattern) => pattern.test(module)) || NAMES.has(`${module} ${name}`);
}

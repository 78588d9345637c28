import { option } from '@lambda-forest/text';

/** A file that is not read, and the way out. */
interface OtherFile {
  /** Its first characters, without blanks. */
  readonly starts: readonly string[];
  readonly what: string;
  readonly remedy: string;
}

const OLD_XGBOOST: OtherFile = {
  starts: ['binf', 'bs64'],
  what: "XGBoost's old binary format",
  remedy: 'Load it with XGBoost before 3.1 and save it as model.json.',
};

/** Without its mark: 136 bytes of numbers, then the objective's and the booster's name, each after its length. */
const UNMARKED_OLD_XGBOOST = /^[^]{136}[^]\0{7}[\w:]+[^]\0{7}(gbtree|gblinear|dart)/;

const THE_ORIGINAL = 'Import the model that it was made from.';
const NO_NETWORKS = 'Import a model of trees; networks are not read.';
const A_TABLE = `Name the model there; a table belongs after ${option('data')}.`;

const OTHERS: readonly OtherFile[] = [
  OLD_XGBOOST,
  {
    starts: ['ccopy_reg', 'csklearn.', '(dp', '(lp'],
    what: 'a pickle of protocol 0 or 1',
    remedy: 'Load it with the scikit-learn that made it, and save it with protocol 2 or later.',
  },
  {
    starts: ['CBM1'],
    what: "CatBoost's binary format",
    remedy: 'Save the model with save_model("model.json", format="json", pool=pool).',
  },
  {
    starts: ['BZh', '\xfd7z', ']\0\0', '(\xb5/\xfd', '\x04\x22\x4d\x18'],
    what: 'a compressed file',
    remedy: 'Unpack it first; joblib.dump(model, path) writes one that is not compressed.',
  },
  {
    starts: ['[', 'booster['],
    what: 'a dump of trees, which lacks the objective',
    remedy: 'Save the model with save_model() instead of dump_model().',
  },
  {
    starts: ['<?xml', '<PMML', '\xef\xbb\xbf<'],
    what: 'XML, such as PMML',
    remedy: 'Import the model from a file of the library that trained it, or export it as ONNX.',
  },
  {
    starts: ['<!DOCTYPE', '<!doctype', '<html'],
    what: 'a page of the web',
    remedy: 'Download the file itself.',
  },
  {
    starts: ['versionhttps://git-lfs'],
    what: 'a pointer of Git LFS',
    remedy: 'Fetch the file with "git lfs pull".',
  },
  {
    starts: ['X\0\0\0', 'RDX', 'RDA'],
    what: 'a file of R',
    remedy:
      'Save the booster with xgb.save(model, "model.json") or lgb.save(model, "model.txt"); other forests of R, such as those of ranger, are not read.',
  },
  {
    starts: ['\x89HDF', '\x1c\0\0\0TFL3'],
    what: 'a model of Keras or TensorFlow',
    remedy: NO_NETWORKS,
  },
  {
    starts: ['\x08\x01', '\x08\x02'],
    what: 'a SavedModel of TensorFlow, or a model of Core ML',
    remedy:
      'Of TensorFlow Decision Forests, name the folder assets beside it; of others, the model that it was made from.',
  },
  {
    starts: ['\x7fELF', 'MZ'],
    what: 'a compiled program, such as tl2cgen and lleaves make',
    remedy: THE_ORIGINAL,
  },
  {
    starts: ['#include', 'import', 'public', 'package', 'def', '###Modeldata'],
    what: 'source code, such as m2cgen, tl2cgen and CatBoost write',
    remedy: THE_ORIGINAL,
  },
  { starts: ['\x03\0\0\0', '\x04\0\0\0'], what: 'a checkpoint of treelite', remedy: THE_ORIGINAL },
  { starts: ['PAR1'], what: 'a table in Parquet', remedy: A_TABLE },
  { starts: ['\x93NUMPY'], what: 'an array of numpy', remedy: A_TABLE },
  {
    starts: ['artifact_path:', 'flavors:'],
    what: "MLflow's description of a model",
    remedy: 'Name the model file that it names, beside it.',
  },
];

const EMPTY: OtherFile = { starts: [], what: 'an empty file', remedy: 'Copy the file again.' };

/** @param start the first bytes of a file, a character each */
export function otherFile(start: string): OtherFile | undefined {
  if (start === '') return EMPTY;
  if (UNMARKED_OLD_XGBOOST.test(start)) return OLD_XGBOOST;
  const dense = start.replace(/\s/g, '');
  return OTHERS.find(({ starts }) => starts.some((each) => dense.startsWith(each)));
}

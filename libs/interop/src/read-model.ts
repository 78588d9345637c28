import { Buffer } from 'node:buffer';

import { InvalidForestError, validateForest } from '@lambda-forest/forest';
import { formatInteger } from '@lambda-forest/text';

import { textBoolean } from './booleans.ts';
import { readCatboost } from './catboost/read-catboost.ts';
import { damaged, ForeignModelError, withoutBest } from './errors.ts';
import { requireTexts, trimmed } from './foreign-model.ts';
import type { ForeignModel, ReadingChoice } from './foreign-model.ts';
import { readLightgbm } from './lightgbm/read-lightgbm.ts';
import { readOnnx } from './onnx/read-onnx.ts';
import { otherFile } from './other-files.ts';
import { readPickle } from './pickle/read-pickle.ts';
import { parseLenientJson } from './reading/lenient-json.ts';
import { isUbjson, parseUbjson } from './reading/ubjson.ts';
import { unpack } from './reading/unpack.ts';
import { readScikitLearn } from './scikit-learn/read-scikit-learn.ts';
import { readSkops } from './skops/read-skops.ts';
import { readXgboost } from './xgboost/read-xgboost.ts';
import { readYdf } from './ydf/read-ydf.ts';
import { utf8Of } from './reading/utf8.ts';

/** Larger files, or folders, are refused before they are decoded. */
export const MAX_FOREIGN_BYTES = 400_000_000;

/** The first instruction of a pickle of protocol 2 and later. */
const PICKLE = 0x80;

/** The first field of an ONNX model, its ir_version. */
const ONNX = 0x08;

/** Earlier ones have no trees; the number stands for a version in files of TensorFlow. */
const FIRST_IR_VERSION = 3;

/**
 * Reads a model that another library saved; no code in it is run.
 *
 * @param bytes the file
 * @throws {ForeignModelError} for a damaged file, a format that is not read, or a model that we cannot say
 */
export function readForeignModel(bytes: Uint8Array, choice: ReadingChoice = {}): ForeignModel {
  return checked(choice, () => readUnpacked(unpack(bytes), choice));
}

/**
 * The same of a library that saves several files.
 *
 * @param files by name, all of those in a folder that FOREIGN_FOLDER_FILE names
 * @throws {ForeignModelError}
 */
export function readForeignFolder(
  files: ReadonlyMap<string, Uint8Array>,
  choice: ReadingChoice = {},
): ForeignModel {
  return checked(choice, () => readYdf(files));
}

/** Libraries whose training may stop early, and keep the trees after the best. */
const HAVE_BEST: ReadonlySet<ForeignModel['library']> = new Set(['xgboost', 'lightgbm']);

function checked(choice: ReadingChoice, read: () => ForeignModel): ForeignModel {
  try {
    const found = read();
    const model = { ...found, columns: trimmed(found.columns).map(textBoolean) };
    validateForest(model.forest);
    requireTexts(model);
    if (choice.rounds === 'best' && !HAVE_BEST.has(model.library)) throw withoutBest();
    return model;
  } catch (error) {
    if (error instanceof InvalidForestError) throw damaged(error.problem, error);
    throw error;
  }
}

function readUnpacked(bytes: Uint8Array, choice: ReadingChoice): ForeignModel {
  if (bytes.length > MAX_FOREIGN_BYTES) {
    throw new ForeignModelError(
      `Found a file of ${formatInteger(bytes.length)} bytes, expected at most ${formatInteger(MAX_FOREIGN_BYTES)}.`,
      'Train a smaller model.',
    );
  }
  const start = Buffer.from(bytes.subarray(0, 256)).toString('latin1');
  if (start.startsWith('tree\n') || start.startsWith('tree\r\n'))
    return readLightgbm(utf8Of(bytes, 'the model'), choice);
  if (bytes[0] === PICKLE) return readScikitLearn(readPickle(bytes), choice);
  if (bytes[0] === ONNX && bytes[1]! >= FIRST_IR_VERSION) return readOnnx(bytes);
  if (start.startsWith('PK\x03\x04')) return readScikitLearn(readSkops(bytes), choice);
  if (isUbjson(start)) return readXgboost(parseUbjson(bytes), choice);
  const other = otherFile(start);
  if (other !== undefined) throw unknown(other.what, other.remedy);
  if (/^\s*\{/.test(start)) return readJson(parseLenientJson(utf8Of(bytes, 'the model')), choice);
  throw unknown('a file of an unknown kind', 'Save the model with save_model() of its library.');
}

function readJson(value: unknown, choice: ReadingChoice): ForeignModel {
  const has = (member: string) =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, member);
  if (has('features_info')) return readCatboost(value);
  if (has('learner')) return readXgboost(value, choice);
  if (has('tree_info')) {
    throw unknown(
      "LightGBM's JSON dump, which cannot be loaded back",
      'Save the model with save_model("model.txt").',
    );
  }
  throw unknown('JSON of an unknown kind', 'Save the model with save_model() of its library.');
}

function unknown(what: string, remedy: string): ForeignModelError {
  return new ForeignModelError(
    `Found ${what}, expected a model of XGBoost (JSON or UBJ), LightGBM (text), CatBoost (JSON), scikit-learn (pickle, joblib or skops) or ONNX.`,
    remedy,
  );
}

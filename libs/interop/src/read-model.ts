import { Buffer } from 'node:buffer';

import { ForeignModelError } from './errors.ts';
import type { ForeignModel, ReadingChoice } from './foreign-model.ts';
import { readLightgbm } from './lightgbm/read-lightgbm.ts';
import { parseLenientJson } from './reading/lenient-json.ts';
import { parseUbjson } from './reading/ubjson.ts';
import { readXgboost } from './xgboost/read-xgboost.ts';

/** Larger files are refused before they are decoded. */
const MAX_FOREIGN_BYTES = 400_000_000;

interface OtherFile {
  /** Its first characters, without blanks. */
  readonly starts: readonly string[];
  readonly what: string;
  readonly remedy: string;
}

/** Files that are not read, and the way out. */
const OTHERS: readonly OtherFile[] = [
  {
    starts: ['\x80'],
    what: 'a pickle, which can run any program',
    remedy:
      'Save the model in a format of its own: save_model("model.json") of XGBoost, save_model("model.txt") of LightGBM.',
  },
  {
    starts: ['binf', 'bs64'],
    what: "XGBoost's old binary format",
    remedy: 'Load it with XGBoost before 3.1 and save it as model.json.',
  },
  { starts: ['PK'], what: 'a ZIP archive', remedy: 'Give the model file itself.' },
  { starts: ['\x1f\x8b', '(\xb5/\xfd'], what: 'a compressed file', remedy: 'Unpack it first.' },
  {
    starts: ['[', 'booster['],
    what: 'a dump of trees, which lacks the objective',
    remedy: 'Save the model with save_model() instead of dump_model().',
  },
  {
    starts: ['{"name":"tree"'],
    what: "LightGBM's JSON dump, which cannot be loaded back",
    remedy: 'Save the model with save_model("model.txt").',
  },
];

/** The marker of a key's length: what tells UBJ from JSON, where a quote or blanks follow the brace. */
const UBJ = /^\{[iUIlL]/;

/**
 * Reads a model that another library saved; no code in it is run.
 *
 * @param bytes the file
 * @throws {ForeignModelError} for a damaged file, a format that is not read, or a model that we cannot say
 */
export function readForeignModel(bytes: Uint8Array, choice: ReadingChoice = {}): ForeignModel {
  if (bytes.length > MAX_FOREIGN_BYTES) {
    throw new ForeignModelError(
      `Found a file of ${bytes.length} bytes, expected at most ${MAX_FOREIGN_BYTES}.`,
      'Train a smaller model.',
    );
  }
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  if (start.startsWith('tree\n') || start.startsWith('tree\r\n'))
    return readLightgbm(textOf(bytes));
  if (UBJ.test(start)) return readXgboost(parseUbjson(bytes), choice);
  const dense = start.replace(/\s/g, '');
  const other = OTHERS.find(({ starts }) => starts.some((each) => dense.startsWith(each)));
  if (other !== undefined) throw unknown(other.what, other.remedy);
  if (/^\s*\{/.test(start)) return readXgboost(parseLenientJson(textOf(bytes)), choice);
  throw unknown('a file of an unknown kind', 'Save the model with save_model() of its library.');
}

function unknown(what: string, remedy: string): ForeignModelError {
  return new ForeignModelError(
    `Found ${what}, expected a model of XGBoost (JSON or UBJ) or LightGBM (text).`,
    remedy,
  );
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ForeignModelError(
      'Found bytes that are not UTF-8 in the model, expected text.',
      'Copy the file again in binary mode.',
      cause,
    );
  }
}

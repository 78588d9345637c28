/** Boosters of XGBoost and LightGBM in a pickle: each is in its own format, inside what wraps it for scikit-learn. */
import { count, isObject } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import type { ForeignModel, ReadingChoice } from '../foreign-model.ts';
import { readLightgbm } from '../lightgbm/read-lightgbm.ts';
import { arrayOf, rawBytesOf, textsOf } from '../pickle/nd-array.ts';
import { isDictionary, isMade } from '../pickle/values.ts';
import type { Made, PickleValue } from '../pickle/values.ts';
import { parseLenientJson } from '../reading/lenient-json.ts';
import { isUbjson, parseUbjson } from '../reading/ubjson.ts';
import { readXgboost } from '../xgboost/read-xgboost.ts';
import { utf8Of } from '../reading/utf8.ts';

type State = ReadonlyMap<PickleValue, PickleValue>;

/** Whether it is a Booster, or an estimator around one. */
export function isBooster(value: PickleValue | undefined): value is Made {
  return (
    isMade(value) &&
    /^(xgboost|lightgbm)\./.test(value.by.module) &&
    /^(XGB|LGBM)\w+$|^Booster$/.test(value.by.name)
  );
}

export function isXgboost(value: PickleValue | undefined): boolean {
  return isBooster(value) && value.by.module.startsWith('xgboost.');
}

/**
 * What its own `predict` answers with: an estimator stops at its best iteration, unless the choice says otherwise.
 *
 * @throws {ForeignModelError}
 */
export function readBooster(value: Made, choice: ReadingChoice): ForeignModel {
  const { by, state } = value;
  if (!isDictionary(state)) throw notFitted(by.name);
  const isAlone = by.name === 'Booster';
  const inner = isAlone ? value : state.get('_Booster');
  if (!isMade(inner) || !isDictionary(inner.state)) throw notFitted(by.name);
  const read = by.module.startsWith('xgboost.')
    ? readXgboostIn(inner.state, isAlone ? undefined : requireNoMarker(by.name, state), choice)
    : readLightgbmIn(inner.state, choice);
  return { ...read, classes: classesIn(state, read) };
}

function notFitted(name: string): ForeignModelError {
  return new ForeignModelError(
    `Found a ${name} without a booster, expected a fitted one.`,
    'Fit the model before it is saved.',
  );
}

/** @param isEstimator predicts with the best iteration */
function readXgboostIn(
  state: State,
  isEstimator: true | undefined,
  choice: ReadingChoice,
): ForeignModel {
  const bytes = rawBytesOf(state.get('handle'));
  const start = bytes === undefined ? '' : Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (bytes === undefined || !start.startsWith('{')) {
    throw new ForeignModelError(
      "Found a pickle of XGBoost's old binary format, expected one of XGBoost 1.1 or later.",
      'Load it with the XGBoost that made it, and save it with save_model("model.json").',
    );
  }
  const whole: unknown = isUbjson(start)
    ? parseUbjson(bytes)
    : parseLenientJson(utf8Of(bytes, 'a booster'));
  const model = memberOf(whole, 'Model');
  const hasBest = memberOf(memberOf(memberOf(model, 'learner'), 'attributes'), 'best_iteration');
  const rounds = choice.rounds ?? (isEstimator && hasBest !== undefined ? 'best' : undefined);
  return readXgboost(model, { ...choice, rounds });
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function readLightgbmIn(state: State, choice: ReadingChoice): ForeignModel {
  const handle = state.get('_handle') ?? state.get('handle'); // its name before 4.0
  const bytes = rawBytesOf(handle);
  const text = bytes === undefined ? handle : utf8Of(bytes, 'a booster');
  if (typeof text !== 'string') throw damaged('Found a booster of LightGBM without its text.');
  const best = state.get('best_iteration');
  return readLightgbm(text, choice, typeof best === 'number' && best > 0 ? best : undefined);
}

/** Which is no part of XGBoost's own files. */
function requireNoMarker(name: string, state: State): true {
  const missing = state.get('missing') ?? NaN;
  if (Number.isNaN(missing)) return true;
  throw new ForeignModelError(
    `Found a ${name} with missing=${numberIn(missing)}, expected missing=nan: requests could not tell such a number from others.`,
    'Save the booster by itself, with get_booster().save_model("model.json"), and leave such values out of requests.',
  );
}

function numberIn(value: PickleValue): string {
  return typeof value === 'number' ? String(value) : 'another value';
}

/** Labels, where the estimator has encoded them. */
function classesIn(state: State, { task, forest }: ForeignModel): string[] | undefined {
  if (task === 'regression') return undefined;
  const encoder = state.get('_le');
  const found =
    (isMade(encoder) && isDictionary(encoder.state) ? encoder.state.get('classes_') : undefined) ??
    state.get('classes_') ??
    state.get('_classes');
  if (found === undefined || found === null) return undefined;
  const classes = textsOf(arrayOf(found, 'the classes'), 'the classes');
  if (classes.length === forest.outputCount && new Set(classes).size === classes.length)
    return classes;
  throw damaged(
    `Found ${count(classes.length, 'class', 'classes')}, expected ${forest.outputCount} distinct ones.`,
  );
}

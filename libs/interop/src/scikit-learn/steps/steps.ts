/** Pipeline and ColumnTransformer: what becomes of columns on their way to the estimator. */
import { count, formatInteger, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../../errors.ts';
import { MAX_COLUMNS } from '../../foreign-model.ts';
import { isDictionary, isGlobal, isList, isMade } from '../../pickle/values.ts';
import type { PickleValue } from '../../pickle/values.ts';
import { attributeOf, estimatorOf } from '../attributes.ts';
import type { Estimator } from '../attributes.ts';
import { binned } from './bins.ts';
import { oneHot, ordinal, targetMeans } from './encoders.ts';
import { imputed, indicated } from './imputer.ts';
import { SCALERS } from './scalers.ts';
import { SELECTIONS } from './selection.ts';
import type { StepColumn } from './step-column.ts';
import { deeper, newWalk } from './walk.ts';
import type { Walk } from './walk.ts';

type Step = (transformer: Estimator, columns: readonly StepColumn[], walk: Walk) => StepColumn[];

/** Pipelines in each other: a file may hold one that holds itself. */
const MAX_DEPTH = 16;

/** By class. */
const STEPS: Readonly<Record<string, Step>> = {
  ...SCALERS,
  SimpleImputer: imputed,
  MissingIndicator: indicated,
  OrdinalEncoder: ordinal,
  OneHotEncoder: oneHot,
  TargetEncoder: targetMeans,
  KBinsDiscretizer: binned,
  ...SELECTIONS,
  FunctionTransformer: (transformer, columns) => {
    const func = attributeOf(transformer, 'func');
    if (func === null || isCheckOfDoubles(func)) return [...columns];
    throw new ForeignModelError(
      'Found a FunctionTransformer, whose function is code, expected steps that are data.',
      'Compute its columns before the pipeline, in training and in requests.',
    );
  },
  ColumnTransformer: columnTransformer,
  Pipeline: (pipeline, columns, walk) => throughSteps(stepsOf(pipeline), columns, deeper(walk)),
};

/**
 * @param value a fitted transformer, or `passthrough`
 * @throws {ForeignModelError} for a step that is no function of single columns
 */
export function transformed(
  value: PickleValue,
  columns: readonly StepColumn[],
  walk = newWalk(),
): StepColumn[] {
  if (value === 'passthrough' || value === null) return [...columns];
  const transformer = estimatorOf(value, 'a step');
  const { className } = transformer;
  const step = stepOf(className);
  if (walk.depth > MAX_DEPTH)
    throw damaged(`Found more than ${MAX_DEPTH} pipelines in each other.`);
  const after = step(transformer, columns, walk);
  if (after.length <= MAX_COLUMNS) return after;
  throw damaged(
    `Found ${count(after.length, 'column')} after ${className}, expected at most ${formatInteger(MAX_COLUMNS)}.`,
  );
}

/** @throws {ForeignModelError} for a class that is no step of ours */
export function stepOf(className: string): Step {
  const step = Object.hasOwn(STEPS, className) ? STEPS[className] : undefined;
  if (step !== undefined) return step;
  throw new ForeignModelError(
    `Found ${quote(className)} before the trees, expected ${Object.keys(STEPS).join(', ')}.`,
    'Compute its columns before the pipeline, in training and in requests.',
  );
}

/** One step after the other. */
export function throughSteps(
  steps: readonly PickleValue[],
  columns: readonly StepColumn[],
  walk: Walk,
): StepColumn[] {
  return steps.reduce<StepColumn[]>(
    (each, step, i) => {
      const before = i > 0 ? steps[i - 1] : undefined;
      if (isMade(before) && isMade(step) && Object.hasOwn(SCALERS, step.by.name))
        requireDense(estimatorOf(before, 'a step'));
      return transformed(step, each, walk);
    },
    [...columns],
  );
}

/** Of a sparse table, scalers multiply by 1 / scale, which may round otherwise than division. */
function requireDense({ attributes }: Estimator): void {
  if (attributes.get('sparse_output_') !== true) return;
  throw new ForeignModelError(
    'Found a scaler of the sparse table of a ColumnTransformer, expected one of numbers before they are joined.',
    'Scale columns inside the ColumnTransformer, or give it sparse_threshold=0.',
  );
}

/** XGBoost takes the zeros that a sparse table leaves out for missing values. */
export function requireDenseInput(steps: readonly PickleValue[]): void {
  if (!steps.some(isSparse)) return;
  throw new ForeignModelError(
    'Found steps that make a sparse table before a booster of XGBoost, which takes its zeros for missing values, expected a dense one.',
    'Train it with sparse_output=False for OneHotEncoder, and sparse_threshold=0 for ColumnTransformer.',
  );
}

function isSparse(step: PickleValue): boolean {
  if (!isMade(step) || !isDictionary(step.state)) return false;
  const { state, by } = step;
  if (by.name === 'Pipeline') {
    const steps = state.get('steps');
    return isList(steps) && steps.some((pair) => isList(pair) && isSparse(pair[1] ?? null));
  }
  if (by.name === 'ColumnTransformer') return state.get('sparse_output_') === true;
  return (
    by.name === 'OneHotEncoder' && (state.get('sparse_output') ?? state.get('sparse')) === true
  );
}

/** HistGradientBoosting's own step for numbers: partial(check_array, dtype=[float64], ...). */
function isCheckOfDoubles(func: PickleValue): boolean {
  if (!isMade(func) || func.by.name !== 'partial' || !isList(func.state)) return false;
  const [check, , options] = func.state;
  const types = isDictionary(options) ? options.get('dtype') : undefined;
  const [type, ...others] = isList(types) ? types : [];
  const isDouble = isGlobal(type) && type.name === 'float64' && others.length === 0;
  return isDouble && isGlobal(check) && check.name === 'check_array';
}

/** The steps of a pipeline, its estimator the last. */
export function stepsOf(pipeline: Estimator): PickleValue[] {
  const steps = attributeOf(pipeline, 'steps');
  if (!isList(steps) || steps.length === 0)
    throw damaged('Found a pipeline without steps, expected some.');
  return steps
    .map((step) => {
      if (isList(step) && step.length === 2) return step[1]!;
      throw damaged(
        'Found a step of a pipeline that is no pair, expected its name and an estimator.',
      );
    })
    .filter((step) => !isSampler(step));
}

/** Those of imbalanced-learn draw rows when a pipeline is fitted, and do nothing when it predicts. */
function isSampler(step: PickleValue): boolean {
  return isMade(step) && /^imblearn\.(combine|over_sampling|under_sampling)\./.test(step.by.module);
}

/** Each transformer's columns, one after the other. */
function columnTransformer(
  transformer: Estimator,
  columns: readonly StepColumn[],
  walk: Walk,
): StepColumn[] {
  if ((transformer.attributes.get('transformer_weights') ?? null) !== null) {
    throw new ForeignModelError(
      'Found a ColumnTransformer with weights, expected one without.',
      'Train it without transformer_weights.',
    );
  }
  const parts = attributeOf(transformer, 'transformers_');
  const places = attributeOf(transformer, '_transformer_to_input_indices');
  if (!isList(parts) || !isDictionary(places))
    throw damaged('Found a ColumnTransformer without its transformers.');
  return parts.flatMap((part) => {
    const [name = null, step = null] = isList(part) ? part : [];
    const chosen = places.get(name);
    if (step === 'drop' || (isList(chosen) && chosen.length === 0)) return [];
    if (!isList(chosen)) throw damaged('Found a transformer without its columns.');
    const given = chosen.map((place) => {
      const column = typeof place === 'number' ? columns[place] : undefined;
      if (column !== undefined) return column;
      throw damaged(`Found a column outside the table of ${columns.length}.`);
    });
    return transformed(step, given, deeper(walk));
  });
}

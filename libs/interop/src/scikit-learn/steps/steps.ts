/** Pipeline and ColumnTransformer: what becomes of columns on their way to the estimator. */
import { count, formatInteger, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../../errors.ts';
import { MAX_COLUMNS } from '../../foreign-model.ts';
import { isDictionary, isGlobal, isList, isMade } from '../../pickle/values.ts';
import type { PickleValue } from '../../pickle/values.ts';
import { attributeOf, estimatorOf, numberOf } from '../attributes.ts';
import type { Estimator } from '../attributes.ts';
import { binarized, binned } from './bins.ts';
import { oneHot, ordinal, targetMeans } from './encoders.ts';
import { imputed, indicated } from './imputer.ts';
import { SCALERS } from './scalers.ts';
import { SELECTIONS } from './selection.ts';
import { changed, joined } from './step-column.ts';
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
  Binarizer: binarized,
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
  FeatureUnion: featureUnion,
  Pipeline: (pipeline, columns, walk) => throughSteps(stepsOf(pipeline), columns, deeper(walk)),
};

/** Rising functions of one column, in the arithmetic of scipy, which differs from one processor to another. */
const RISING: ReadonlySet<string> = new Set(['PowerTransformer', 'QuantileTransformer']);

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
    RISING.has(className)
      ? 'Train without it: trees ask whether a number is above a threshold, and it changes no order.'
      : 'Compute its columns before the pipeline, in training and in requests.',
  );
}

/** One step after the other. */
export function throughSteps(
  steps: readonly PickleValue[],
  columns: readonly StepColumn[],
  walk: Walk,
): StepColumn[] {
  return steps.reduce<StepColumn[]>((each, step) => transformed(step, each, walk), [...columns]);
}

/** XGBoost takes the zeros that a sparse table leaves out for missing values. */
export function requireDenseInput(columns: readonly StepColumn[]): void {
  if (columns.every(({ sparse }) => sparse === undefined)) return;
  throw new ForeignModelError(
    'Found steps that make a sparse table before a booster of XGBoost, which takes its zeros for missing values, expected a dense one.',
    'Train it with sparse_output=False for OneHotEncoder, and sparse_threshold=0 for ColumnTransformer.',
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
  const weighted = weightsOf(transformer);
  const parts = attributeOf(transformer, 'transformers_');
  const places = attributeOf(transformer, '_transformer_to_input_indices');
  if (!isList(parts) || !isDictionary(places))
    throw damaged('Found a ColumnTransformer without its transformers.');
  const after = parts.flatMap((part) => {
    const [name = null, step = null] = isList(part) ? part : [];
    const chosen = places.get(name);
    if (step === 'drop' || (isList(chosen) && chosen.length === 0)) return [];
    if (!isList(chosen)) throw damaged('Found a transformer without its columns.');
    const given = chosen.map((place) => {
      const column = typeof place === 'number' ? columns[place] : undefined;
      if (column !== undefined) return column;
      throw damaged(`Found a column outside the table of ${columns.length}.`);
    });
    return weighted(name, transformed(step, given, deeper(walk)));
  });
  return joined(after, transformer.attributes.get('sparse_output_') === true);
}

/** What each transformer makes of all columns, one after the other. */
function featureUnion(union: Estimator, columns: readonly StepColumn[], walk: Walk): StepColumn[] {
  const weighted = weightsOf(union);
  const after = unitedBy(union).flatMap(([name, step]) =>
    weighted(name, transformed(step, columns, deeper(walk))),
  );
  return joined(
    after,
    after.some(({ sparse }) => sparse !== undefined),
  );
}

/** The transformers of a FeatureUnion, and their names. */
export function unitedBy(union: Estimator): (readonly [PickleValue, PickleValue])[] {
  const parts = attributeOf(union, 'transformer_list');
  if (!isList(parts)) throw damaged('Found a FeatureUnion without its transformers.');
  return parts
    .map((part) => (isList(part) ? part : []))
    .map(([name = null, step = null]) => [name, step] as const)
    .filter(([, step]) => step !== 'drop');
}

/** What multiplies the columns of each transformer by its weight, if it has one. */
function weightsOf({ className, attributes }: Estimator) {
  const weights = attributes.get('transformer_weights') ?? null;
  return (name: PickleValue, columns: StepColumn[]): StepColumn[] => {
    const value = isDictionary(weights) ? weights.get(name) : undefined;
    if (value === undefined) return columns;
    const weight = numberOf(value, 'transformer_weights');
    return columns.map((column) => {
      const after = weight >= 0 ? changed(column, (number) => number * weight) : undefined;
      if (after !== undefined) return after.sparse ? { ...after, sparse: 'any' } : after;
      throw new ForeignModelError(
        `Found a ${className} whose transformer_weights are negative or of texts, expected numbers from 0.`,
        'Train it without transformer_weights.',
      );
    });
  };
}

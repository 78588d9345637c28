/** StandardScaler, RobustScaler, MinMaxScaler and MaxAbsScaler (sklearn/preprocessing/_data.py), in their own arithmetic. */
import { count } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../../errors.ts';
import { arrayOf, numbersOf } from '../../pickle/nd-array.ts';
import { isList } from '../../pickle/values.ts';
import { attributeOf, numberOf } from '../attributes.ts';
import type { Estimator } from '../attributes.ts';
import { changed } from './step-column.ts';
import type { StepColumn } from './step-column.ts';

type Change = (number: number, column: number) => number;

/** By class. */
export const SCALERS = {
  StandardScaler: scaling((scaler, width) => {
    const mean = optional(scaler, 'with_mean', 'mean_', width, 0);
    const scale = optional(scaler, 'with_std', 'scale_', width, 1);
    return (number, column) => (number - mean[column]!) / scale[column]!;
  }),
  RobustScaler: scaling((scaler, width) => {
    const center = optional(scaler, 'with_centering', 'center_', width, 0);
    const scale = optional(scaler, 'with_scaling', 'scale_', width, 1);
    return (number, column) => (number - center[column]!) / scale[column]!;
  }),
  MinMaxScaler: scaling((scaler, width) => {
    const scale = vector(scaler, 'scale_', width);
    const shift = vector(scaler, 'min_', width);
    const clip = clipOf(scaler, () => rangeOf(scaler));
    return (number, column) => clip(number * scale[column]! + shift[column]!);
  }),
  MaxAbsScaler: scaling((scaler, width) => {
    const scale = vector(scaler, 'scale_', width);
    const clip = clipOf(scaler, () => [-1, 1]);
    return (number, column) => clip(number / scale[column]!);
  }),
};

function scaling(changeOf: (scaler: Estimator, width: number) => Change) {
  return (scaler: Estimator, columns: readonly StepColumn[]): StepColumn[] => {
    const change = changeOf(scaler, columns.length);
    return columns.map((column, i) => {
      requireDense(column);
      const after = changed(column, (number) => change(number, i));
      if (after !== undefined) return after.sparse ? { ...after, sparse: 'any' } : after;
      throw new ForeignModelError(
        `Found texts before ${scaler.className}, expected numbers.`,
        'Encode them before they are scaled.',
      );
    });
  };
}

/** Of a sparse table, scalers multiply by 1 / scale, which may round otherwise than division; of ones, it does not. */
function requireDense({ sparse }: StepColumn): void {
  if (sparse !== 'any') return;
  throw new ForeignModelError(
    'Found a scaler of a sparse table, expected a dense one.',
    'Scale columns before they are joined, or give OneHotEncoder sparse_output=False and ColumnTransformer sparse_threshold=0.',
  );
}

function rangeOf(scaler: Estimator): readonly [number, number] {
  const range = attributeOf(scaler, 'feature_range');
  const [least, most] = isList(range) ? range : [];
  return [numberOf(least, 'feature_range'), numberOf(most, 'feature_range')];
}

/** A vector of the scaler, or what has no effect if it is switched off. */
function optional(
  scaler: Estimator,
  flag: string,
  name: string,
  width: number,
  neutral: number,
): Float64Array {
  const isOn = attributeOf(scaler, flag) === true;
  return isOn ? vector(scaler, name, width) : new Float64Array(width).fill(neutral);
}

function vector(scaler: Estimator, name: string, width: number): Float64Array {
  const what = `${name} of ${scaler.className}`;
  const numbers = numbersOf(arrayOf(attributeOf(scaler, name), what), what);
  const isUsable = name === 'scale_' ? (n: number) => n > 0 && n < Infinity : Number.isFinite;
  if (numbers.length === width && numbers.every(isUsable)) return numbers;
  throw damaged(
    `Found [${numbers.slice(0, 5).join(', ')}] for ${what}, expected ${count(width, 'number')}.`,
  );
}

/** @param range read where the scaler clips */
function clipOf(
  scaler: Estimator,
  range: () => readonly [number, number],
): (number: number) => number {
  if (scaler.attributes.get('clip') !== true) return (number) => number;
  const [least, most] = range();
  return (number) => Math.min(most, Math.max(least, number)); // NaN stays NaN
}

import { UsageError } from '@lambda-forest/cli';
import type { LibraryName } from '@lambda-forest/interop';
import { count } from '@lambda-forest/text';

import { PredictionsDifferError } from '../errors.ts';
import type { Expected } from './expected-predictions.ts';

/** What a library's arithmetic explains, relative: two units in the last place of a float32; rounding of e^x in float64. */
const TOLERANCES: Readonly<Record<LibraryName, number>> = {
  xgboost: 2 ** -22,
  lightgbm: 1e-12,
  catboost: 1e-12,
  'scikit-learn': 1e-12,
  onnx: 2 ** -22,
  ydf: 2 ** -22,
};

/**
 * What trees add is rounded to float32: by converters to ONNX, of probabilities; by YDF in sums whose order and width
 * depend on the machine.
 */
const ROUNDING_A_TREE = 2 ** -23;

/** Before its softmax, XGBoost rounds the distances from the largest score to float32: two units of a float32 of 1. */
const SOFTMAX_ROUNDING = 2 ** -22;

/** How far the imported model's predictions are from the library's. */
export interface Check {
  readonly rows: number;
  readonly largestDifference: number;
}

/**
 * @param expected the file after `--check`
 * @param scores a row of `outputs` numbers for each row of the data
 * @param trees of the model
 * @throws {UsageError} for a file of another shape
 * @throws {PredictionsDifferError} if a number differs by more than the library's arithmetic and the digits in the file explain
 */
export function checkPredictions(
  library: LibraryName,
  expected: Expected,
  scores: Float64Array,
  outputs: number,
  trees: number,
): Check {
  const rows = scores.length / outputs;
  if (expected.rows !== rows) {
    throw new UsageError(
      `Found ${count(expected.rows, 'row')} of predictions after --check, expected ${rows}, one for each row of --data.`,
      'Predict the rows of --data, in their order.',
    );
  }
  const rounded = library === 'ydf' ? largestOf(scores) : library === 'onnx' && outputs > 1 ? 1 : 0;
  const rounding =
    library === 'xgboost' && outputs > 2
      ? SOFTMAX_ROUNDING
      : rounded * ROUNDING_A_TREE * Math.max(2, trees);
  let largest = 0;
  for (let row = 0; row < rows; row++) {
    const numbers = expected.rowAt(row);
    const first = numbers.length === 1 && outputs === 2 ? 1 : 0; // of two classes: the second's probability
    if (numbers.length !== outputs - first) {
      throw new UsageError(
        `Found ${count(numbers.length, 'number')} in row ${row + 1} of --check, expected ${outputs === 2 ? '1 or 2' : outputs}.`,
        'Write what the library predicts: probabilities for classes, not their names.',
      );
    }
    numbers.forEach(({ value, text, ...number }, k) => {
      const found = scores[row * outputs + first + k]!;
      const difference = Math.abs(found - value);
      const allowed = TOLERANCES[library] * Math.abs(value) + number.rounding + rounding;
      if (!(difference <= allowed)) throw new PredictionsDifferError(row + 1, found, text);
      largest = Math.max(largest, difference);
    });
  }
  return { rows, largestDifference: largest };
}

function largestOf(scores: Float64Array): number {
  return scores.reduce((largest, score) => Math.max(largest, Math.abs(score)), 0);
}

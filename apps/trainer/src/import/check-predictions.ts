import { UsageError } from '@lambda-forest/cli';
import { treeCount } from '@lambda-forest/forest';
import type { ForeignModel } from '@lambda-forest/interop';
import { count } from '@lambda-forest/text';

import { PredictionsDifferError } from '../errors.ts';
import type { Expected } from './expected-predictions.ts';

/** Rounding of e^x in float64, relative. */
const FLOAT64 = 1e-12;

/** Two units in the last place of a float32, relative. */
const FLOAT32 = 2 ** -22;

/** What each tree adds, if it is rounded to float32. */
const ROUNDING_A_TREE = 2 ** -23;

/** How far the imported model's predictions are from the library's. */
export interface Check {
  readonly rows: number;
  readonly largestDifference: number;
}

/**
 * @param expected the file after `--check`
 * @param scores a row of outputCount numbers for each row of the data
 * @throws {UsageError} for a file of another shape
 * @throws {PredictionsDifferError} if a number differs by more than the library's arithmetic and the digits in the file explain
 */
export function checkPredictions(
  foreign: ForeignModel,
  expected: Expected,
  scores: Float64Array,
): Check {
  const outputs = foreign.forest.outputCount;
  const rows = scores.length / outputs;
  if (expected.rows !== rows) {
    throw new UsageError(
      `Found ${count(expected.rows, 'row')} of predictions after --check, expected ${rows}, one for each row of --data.`,
      'Predict the rows of --data, in their order.',
    );
  }
  const { relative, absolute } = explainedDifference(foreign, scores);
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
      const isRest = outputs === 2 && first + k === 0; // 1 less the other one, as far as that is known
      const allowed = relative * (isRest ? 1 : Math.abs(value)) + absolute + number.rounding;
      if (!(difference <= allowed)) throw new PredictionsDifferError(row + 1, found, text);
      largest = Math.max(largest, difference);
    });
  }
  return { rows, largestDifference: largest };
}

/** How far a library's arithmetic explains that a prediction is from ours: the sum of both. */
function explainedDifference(
  { library, forest, sumsVary = false }: ForeignModel,
  scores: Float64Array,
): { readonly relative: number; readonly absolute: number } {
  const outputs = forest.outputCount;
  const roundedTrees = Math.max(2, treeCount(forest)) * ROUNDING_A_TREE;
  const ofSums = sumsVary ? largestOf(scores) * roundedTrees : 0;
  switch (library) {
    case 'lightgbm':
    case 'catboost':
    case 'scikit-learn':
      return { relative: FLOAT64, absolute: 0 };
    case 'xgboost': // rounds distances from the largest score before its softmax: two units of a float32 of 1
      return { relative: FLOAT32, absolute: (outputs > 2 ? FLOAT32 : 0) + ofSums };
    case 'onnx': // converters round probabilities
      return { relative: FLOAT32, absolute: outputs > 1 ? roundedTrees : 0 };
    case 'ydf':
      return { relative: FLOAT32, absolute: ofSums };
  }
}

function largestOf(scores: Float64Array): number {
  return scores.reduce((largest, score) => Math.max(largest, Math.abs(score)), 0);
}

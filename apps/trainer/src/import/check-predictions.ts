import { UsageError } from '@lambda-forest/cli';
import type { LibraryName } from '@lambda-forest/interop';
import { count } from '@lambda-forest/text';

import { PredictionsDifferError } from '../errors.ts';

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

/** Shorter numbers are taken as they are, not as rounded. */
const LEAST_DIGITS = 6;

/** How far the imported model's predictions are from the library's. */
export interface Check {
  readonly rows: number;
  readonly largestDifference: number;
}

/**
 * @param text of the file after `--check`
 * @param scores a row of `outputs` numbers for each row of the data
 * @param trees of the model
 * @throws {UsageError} for a file of another shape
 * @throws {PredictionsDifferError} if a number differs by more than the library's arithmetic and the digits in the file explain
 */
export function checkPredictions(
  library: LibraryName,
  text: string,
  scores: Float64Array,
  outputs: number,
  trees: number,
): Check {
  const rows = scores.length / outputs;
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines[0]?.split(',').some((cell) => Number.isNaN(Number(cell))) === true) lines.shift();
  if (lines.length !== rows) {
    throw new UsageError(
      `Found ${count(lines.length, 'line')} of predictions after --check, expected ${rows}, one for each row of --data.`,
      'Predict the rows of --data, in their order.',
    );
  }
  const rounded = library === 'ydf' ? largestOf(scores) : library === 'onnx' && outputs > 1 ? 1 : 0;
  const rounding = rounded * ROUNDING_A_TREE * Math.max(2, trees);
  let largest = 0;
  lines.forEach((line, row) => {
    const cells = line.split(',').map((cell) => cell.trim());
    const first = cells.length === 1 && outputs === 2 ? 1 : 0; // of two classes: the second's probability
    if (cells.length !== outputs - first) {
      throw new UsageError(
        `Found ${count(cells.length, 'number')} on line ${row + 1} of --check, expected ${outputs === 2 ? '1 or 2' : outputs}.`,
        'Write what the library predicts: probabilities for classes, not their names.',
      );
    }
    cells.forEach((cell, k) => {
      const expected = cell === '' ? NaN : Number(cell);
      const found = scores[row * outputs + first + k]!;
      const difference = Math.abs(found - expected);
      const allowed = TOLERANCES[library] * Math.abs(expected) + roundingOf(cell) + rounding;
      if (!(difference <= allowed)) throw new PredictionsDifferError(row + 1, found, cell);
      largest = Math.max(largest, difference);
    });
  });
  return { rows, largestDifference: largest };
}

/** Half a unit of the last digit that is written. A number of 15 digits is whole, and one of few could be anything: a class. */
function roundingOf(cell: string): number {
  const [, fraction = '', exponent = '0'] =
    /^[-+]?\d*(?:\.(\d*))?(?:e([-+]?\d+))?$/i.exec(cell) ?? [];
  const digits = cell.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length;
  return digits >= 15 || digits < LEAST_DIGITS
    ? 0
    : 0.5 * 10 ** (Number(exponent) - fraction.length);
}

function largestOf(scores: Float64Array): number {
  return scores.reduce((largest, score) => Math.max(largest, Math.abs(score)), 0);
}

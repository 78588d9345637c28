import { UsageError } from '@lambda-forest/cli';
import { treeCount } from '@lambda-forest/forest';
import type { ForeignModel } from '@lambda-forest/interop';
import { count, enumerate, quote } from '@lambda-forest/text';

import { PredictionsDifferError } from '../errors.ts';
import type { Expected, ExpectedCell } from './expected-predictions.ts';

/** Rounding of e^x in float64, relative. */
const FLOAT64 = 1e-12;

/** Two units in the last place of a float32, relative. */
const FLOAT32 = 2 ** -22;

/** The least float32 of 24 bits: smaller ones lose digits, and may become 0. */
const LEAST_FLOAT32 = 2 ** -126;

/** What each tree adds, if it is rounded to float32. */
const ROUNDING_A_TREE = 2 ** -23;

/** How far the imported model's predictions are from the library's. */
export interface Check {
  readonly rows: number;
  /** What the file has: numbers, or the class of each row alone. */
  readonly compared: 'numbers' | 'classes';
  /** Between numbers. */
  readonly largestDifference?: number;
}

/** What is compared with a file. */
export interface Predicted {
  readonly foreign: ForeignModel;
  /** As the schema has them; none for a quantity. */
  readonly classes: readonly string[];
  /** A row of outputCount numbers for each row of the data. */
  readonly scores: Float64Array;
}

/**
 * @param expected the file after `--check`
 * @throws {UsageError} for a file of another shape, or of other texts than names of classes
 * @throws {PredictionsDifferError} if a number differs by more than the library's arithmetic and the digits in the file
 *   explain, or a class is another
 */
export function checkPredictions(predicted: Predicted, expected: Expected): Check {
  const { foreign, scores } = predicted;
  const rows = scores.length / foreign.forest.outputCount;
  if (expected.rows !== rows) {
    throw new UsageError(
      `Found ${count(expected.rows, 'row')} of predictions after --check, expected ${rows}, one for each row of --data.`,
      'Predict the rows of --data, in their order.',
    );
  }
  const places = classPlaces(predicted, expected);
  return places === undefined
    ? checkNumbers(predicted, expected)
    : checkClasses(predicted, expected, places);
}

function checkNumbers({ foreign, classes, scores }: Predicted, expected: Expected): Check {
  const outputs = foreign.forest.outputCount;
  const { rows } = expected;
  const { relative, absolute } = explainedDifference(foreign, scores);
  let largest = 0;
  for (let row = 0; row < rows; row++) {
    const cells = expected.rowAt(row);
    const first = cells.length === 1 && outputs === 2 ? 1 : 0; // of two classes: the second's probability
    if (cells.length !== outputs - first) {
      throw new UsageError(
        `Found ${count(cells.length, 'cell')} in row ${row + 1} of --check, expected ${outputs === 2 ? '1 or 2' : outputs}.`,
        outputs > 1
          ? 'Leave other columns out; write a probability for each class, or the class alone.'
          : 'Leave other columns out, and write decimal points where commas separate cells.',
      );
    }
    cells.forEach(({ value, text, ...cell }, k) => {
      if (Number.isNaN(value)) throw noNumber(row, text, classes);
      const found = scores[row * outputs + first + k]!;
      const difference = Math.abs(found - value);
      const isRest = outputs === 2 && first + k === 0; // 1 less the other one, as far as that is known
      const allowed = relative * (isRest ? 1 : Math.abs(value)) + absolute + cell.rounding;
      if (!(difference <= allowed)) throw new PredictionsDifferError(row + 1, String(found), text);
      largest = Math.max(largest, difference);
    });
  }
  return { rows, compared: 'numbers', largestDifference: largest };
}

function noNumber(row: number, text: string, classes: readonly string[]): UsageError {
  const isOfClasses = classes.length > 0;
  const names = enumerate(classes.map(quote), MAX_NAMES);
  return new UsageError(
    `Found ${text === '' ? 'an empty cell' : quote(text)} in row ${row + 1} of --check, expected a number${isOfClasses ? ` or one of the classes ${names}` : ''}.`,
    `Save what the library predicts with numpy.save("predictions.npy", ${isOfClasses ? 'model.predict_proba(X)' : 'model.predict(X)'}).`,
  );
}

/** Classes that a message names. */
const MAX_NAMES = 5;

/**
 * The class of each row, where the file has that alone. Zeros and ones may be probabilities of the second of two
 * classes, too, and are, where all of ours are.
 *
 * @returns undefined for a file of numbers
 */
function classPlaces(
  { foreign, classes, scores }: Predicted,
  { rows, rowAt }: Expected,
): readonly number[] | undefined {
  const placeOf = classFinder(classes, foreign.classes);
  const places: number[] = [];
  for (let row = 0; row < rows; row++) {
    const cells = rowAt(row);
    const place = cells.length === 1 ? placeOf(cells[0]!) : undefined;
    if (place === undefined) return undefined;
    places.push(place);
  }
  const areShares = classes.length === 2 && scores.every((score) => score === 0 || score === 1);
  return rows === 0 || (areShares && !Number.isNaN(rowAt(0)[0]!.value)) ? undefined : places;
}

/** By its name, the one in the model's file, or its number where that has none; a number may be written in any way. */
function classFinder(
  classes: readonly string[],
  inFile: readonly string[] = classes.map((_, place) => String(place)),
): (cell: ExpectedCell) => number | undefined {
  const all = [classes, inFile];
  const texts = all.map((names) => new Map(names.map((name, place) => [name, place])));
  const numbers = all.map((names) => new Map(names.map((name, place) => [Number(name), place])));
  return ({ text, value }) =>
    texts[0]!.get(text) ??
    texts[1]!.get(text) ??
    (Number.isNaN(value) ? undefined : (numbers[0]!.get(value) ?? numbers[1]!.get(value)));
}

function checkClasses(
  { foreign, classes, scores }: Predicted,
  expected: Expected,
  places: readonly number[],
): Check {
  const outputs = classes.length;
  const { relative, absolute } = explainedDifference(foreign, scores);
  places.forEach((place, row) => {
    const shares = scores.subarray(row * outputs, (row + 1) * outputs);
    const most = Math.max(...shares);
    // Either of two that are as large, as far as the library's arithmetic says.
    if (shares[place]! >= most - 2 * (relative + absolute)) return;
    const found = classes[shares.indexOf(most)]!;
    throw new PredictionsDifferError(row + 1, quote(found), quote(classes[place]!));
  });
  return { rows: expected.rows, compared: 'classes' };
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
      return { relative: FLOAT64, absolute: 0 };
    case 'scikit-learn': // means of several estimators are added in another order
      return { relative: FLOAT64, absolute: sumsVary ? FLOAT64 * largestOf(scores) : 0 };
    case 'xgboost': // rounds distances from the largest score before its softmax: two units of a float32 of 1
      return { relative: FLOAT32, absolute: (outputs > 2 ? FLOAT32 : LEAST_FLOAT32) + ofSums };
    case 'onnx': // converters round probabilities
      return { relative: FLOAT32, absolute: outputs > 1 ? roundedTrees : LEAST_FLOAT32 + ofSums };
    case 'ydf':
      return { relative: FLOAT32, absolute: LEAST_FLOAT32 + ofSums };
  }
}

function largestOf(scores: Float64Array): number {
  return scores.reduce((largest, score) => Math.max(largest, Math.abs(score)), 0);
}

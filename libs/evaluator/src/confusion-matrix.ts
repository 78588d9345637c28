import { Matrix } from 'ml-matrix';

import { checkClasses, checkLength } from './checks.ts';

/**
 * How often each class was predicted as each class: entry (i, j) counts the rows of class i that were predicted as
 * class j. Accuracy, precision, recall and F1 are all read from it.
 *
 * @param truth length n: class indices
 * @param predicted length n: class indices
 * @returns classCount x classCount, rows are true classes, columns predicted ones; sums to n
 * @throws {EvaluationInputError} for no rows, different lengths, fewer than 2 classes or an index out of range
 */
export function confusionMatrix(
  truth: Int32Array,
  predicted: Int32Array,
  classCount: number,
): Matrix {
  checkClasses('the truth', truth, classCount);
  checkLength('predicted classes', predicted, truth.length, 'the rows of the truth');
  checkClasses('the predictions', predicted, classCount);
  const confusion = Matrix.zeros(classCount, classCount);
  for (let row = 0; row < truth.length; row++) {
    const i = truth[row]!;
    const j = predicted[row]!;
    confusion.set(i, j, confusion.get(i, j) + 1);
  }
  return confusion;
}

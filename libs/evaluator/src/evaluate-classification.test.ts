import { describe, expect, test } from 'vitest';

import {
  brierScore,
  confusionMatrix,
  evaluateClassification,
  EvaluationInputError,
  logLoss,
  predictedClasses,
} from './index.ts';

test('rows of the confusion matrix are true classes, columns predicted ones', () => {
  const confusion = confusionMatrix(Int32Array.of(0, 0, 1), Int32Array.of(0, 1, 1), 2);
  expect(confusion.to2DArray()).toEqual([
    [1, 1],
    [0, 1],
  ]);
});

test('scores are row-major, and the first of equal scores wins', () => {
  const scores = Float64Array.of(0.2, 0.4, 0.4, 0.5, 0.5, 0);
  expect(predictedClasses(scores, 3)).toEqual(Int32Array.of(1, 0));
});

test('the log-loss is the mean of -ln of the probability of the true class', () => {
  const scores = Float64Array.of(0.5, 0.5, 0.75, 0.25);
  expect(logLoss(Int32Array.of(0, 1), scores, 2)).toBeCloseTo((Math.log(2) + Math.log(4)) / 2, 14);
});

test('the log-loss of certainty is that of one epsilon, on either side', () => {
  const truth = Int32Array.of(0);
  expect(logLoss(truth, Float64Array.of(1, 0), 2)).toBe(-Math.log(1 - Number.EPSILON));
  expect(logLoss(truth, Float64Array.of(0, 1), 2)).toBe(-Math.log(Number.EPSILON));
});

test('the Brier score is halved for two classes and not for three', () => {
  expect(brierScore(Int32Array.of(1), Float64Array.of(0.5, 0.5), 2)).toBe(0.25);
  expect(brierScore(Int32Array.of(1), Float64Array.of(0.5, 0.5, 0), 3)).toBe(0.5);
});

test('probabilities of one classifier for each class are measured as they are', () => {
  const scores = Float64Array.of(0.5, 0.25, 0.5, 0.75, 1, 0.125);
  const { accuracy, logLoss: loss } = evaluateClassification(Int32Array.of(0, 1), scores, [
    'a',
    'b',
    'c',
  ]);
  expect(accuracy).toBe(1);
  expect(loss).toBeCloseTo(Math.log(2) / 2, 14);
});

test('the metrics own their data: changing the class names given changes nothing', () => {
  const classes = ['no', 'yes'];
  const metrics = evaluateClassification(Int32Array.of(0), Float64Array.of(1, 0), classes);
  classes[0] = 'changed';
  expect(metrics.classes).toEqual(['no', 'yes']);
});

describe('refused', () => {
  test.each([
    ['no rows', [], [], ['a', 'b'], 'Found no rows in the truth'],
    ['one class', [0], [1], ['a'], 'Found 1 classes, expected a whole number from 2'],
    ['no classes', [0], [], [], 'Found 0 classes'],
    [
      'a class index too large',
      [0, 2],
      [1, 0, 1, 0],
      ['a', 'b'],
      'Found class 2 in row 1 of the truth, expected 0 to 1',
    ],
    ['a negative class index', [-1], [1, 0], ['a', 'b'], 'Found class -1 in row 0'],
    [
      'missing scores',
      [0, 1],
      [1, 0, 1],
      ['a', 'b'],
      'Found 3 scores, expected 4 for 2 rows of 2 classes',
    ],
    ['scores of more rows', [0], [1, 0, 1, 0], ['a', 'b'], 'Found 4 scores, expected 2'],
    [
      'a score that is not a number',
      [0, 1],
      [1, 0, NaN, 0],
      ['a', 'b'],
      'Found score NaN in row 1',
    ],
    ['an infinite score', [0], [Infinity, 0], ['a', 'b'], 'Found score Infinity in row 0'],
    [
      'a negative score',
      [0],
      [1.5, -0.5],
      ['a', 'b'],
      'Found score 1.5 in row 0, expected a probability',
    ],
  ])('%s', (_, truth, scores, classes, problem) => {
    const run = () =>
      evaluateClassification(Int32Array.from(truth), Float64Array.from(scores), classes);
    expect(run).toThrow(EvaluationInputError);
    expect(run).toThrow(problem);
  });

  test('a different number of predicted classes', () => {
    expect(() => confusionMatrix(Int32Array.of(0, 1), Int32Array.of(0), 2)).toThrow(
      'Found 1 predicted classes, expected 2 for the rows of the truth.',
    );
  });

  test('a predicted class out of range', () => {
    expect(() => confusionMatrix(Int32Array.of(0), Int32Array.of(2), 2)).toThrow(
      'Found class 2 in row 0 of the predictions, expected 0 to 1.',
    );
  });

  test('scores that are not a whole number of rows', () => {
    expect(() => predictedClasses(Float64Array.of(1, 0, 1), 2)).toThrow(EvaluationInputError);
    expect(() => predictedClasses(Float64Array.of(1), 0)).toThrow('Found 0 classes');
  });
});

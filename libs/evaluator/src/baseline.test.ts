import { expect, test } from 'vitest';

import { classBaseline, EvaluationInputError, quantityBaseline } from './index.ts';

test('always answering the commonest class of the training rows is right where it is the truth', () => {
  expect(classBaseline(Int32Array.of(0, 1, 1, 2), [5, 9, 9])).toMatchObject({
    answer: 1,
    accuracy: 0.5,
  });
  expect(classBaseline(Int32Array.of(0), [1, 2])).toMatchObject({ answer: 1, accuracy: 0 });
});

test('the shares of the classes as probabilities lose their entropy, and rank nothing', () => {
  const { logLoss, brierScore, rocAuc } = classBaseline(Int32Array.of(0, 1, 1, 1), [10, 30]);
  expect(logLoss).toBeCloseTo(-(Math.log(0.25) + 3 * Math.log(0.75)) / 4, 12);
  expect(brierScore).toBeCloseTo(0.25 * 0.75, 12);
  expect(rocAuc).toBe(0.5);
  expect(classBaseline(Int32Array.of(1, 1), [10, 30]).rocAuc).toBeNull();
});

test('always answering the mean of the training rows has the error of their distance', () => {
  expect(quantityBaseline(Float64Array.of(1, 3), 2)).toEqual({ answer: 2, rmse: 1, mae: 1 });
  expect(quantityBaseline(Float64Array.of(5), 2).rmse).toBe(3);
});

test('what cannot be measured is refused', () => {
  expect(() => classBaseline(Int32Array.of(), [1, 2])).toThrow(EvaluationInputError);
  expect(() => classBaseline(Int32Array.of(2), [1, 2])).toThrow(EvaluationInputError);
  expect(() => quantityBaseline(Float64Array.of(NaN), 2)).toThrow(EvaluationInputError);
});

import { expect, test } from 'vitest';

import { classBaseline, EvaluationInputError, quantityBaseline } from './index.ts';

test('always answering the commonest class of the training rows is right where it is the truth', () => {
  expect(classBaseline(Int32Array.of(0, 1, 1, 2), [5, 9, 9])).toEqual({ answer: 1, accuracy: 0.5 });
  expect(classBaseline(Int32Array.of(0), [1, 2])).toEqual({ answer: 1, accuracy: 0 });
});

test('always answering the mean of the training rows has the error of their distance', () => {
  const { answer, rmse } = quantityBaseline(Float64Array.of(1, 3), 2);
  expect([answer, rmse]).toEqual([2, 1]);
  expect(quantityBaseline(Float64Array.of(5), 2).rmse).toBe(3);
});

test('what cannot be measured is refused', () => {
  expect(() => classBaseline(Int32Array.of(), [1, 2])).toThrow(EvaluationInputError);
  expect(() => classBaseline(Int32Array.of(2), [1, 2])).toThrow(EvaluationInputError);
  expect(() => quantityBaseline(Float64Array.of(NaN), 2)).toThrow(EvaluationInputError);
});

import { expect, test } from 'vitest';

import { PAINTINGS } from '../../test/paintings.ts';
import { TrainingRange } from './index.ts';

const range = new TrainingRange(PAINTINGS);

test('both ends are inside, and so are missing values and categories', () => {
  expect(range.warnings(Float64Array.of(0, 10, 1, 0))).toEqual([]);
  expect(range.warnings(Float64Array.of(NaN, NaN, NaN, NaN))).toEqual([]);
});

test('beyond them each feature is named with its bound', () => {
  expect(range.warnings(Float64Array.of(-0.1, 10.1, 1, 0))).toEqual([
    { feature: 'width', message: 'The value is below 0, the smallest that training saw.' },
    { feature: 'age/years', message: 'The value is above 10, the largest that training saw.' },
  ]);
});

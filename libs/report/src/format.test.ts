import { expect, test } from 'vitest';

import { truncateNames } from './format.ts';

test('truncated names keep their beginning', () => {
  expect(truncateNames(['short', 'rather long'], 8)).toEqual(['short', 'rather …']);
});

test('names that would be truncated to the same text keep their ends', () => {
  expect(truncateNames(['sample number 1', 'sample number 2', 'short'], 9)).toEqual([
    'samp…er 1',
    'samp…er 2',
    'short',
  ]);
});

test('names that differ in their middle keep what differs', () => {
  const names = ['00', '04', '40'].map((n) => `measurement_of_sensor_number_${n}_in_millimetres`);
  expect(truncateNames(['sample number 1', ...names], 24)).toEqual([
    'sample number 1',
    'measurem…00_in_millimet…',
    'measurem…04_in_millimet…',
    'measurem…40_in_millimet…',
  ]);
});

test('a repeated name is truncated to the same text', () => {
  expect(truncateNames(['sample number 1', 'sample number 1'], 9)).toEqual([
    'sample n…',
    'sample n…',
  ]);
});

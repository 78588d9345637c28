import { expect, test } from 'vitest';

import { readExpected } from './expected-predictions.ts';

const read = (text: string) => {
  const expected = readExpected(new TextEncoder().encode(text));
  return Array.from({ length: expected.rows }, (_, row) => expected.rowAt(row)).flat();
};
const roundings = (text: string) => read(text).map(({ rounding }) => rounding);

test('a header and empty lines are no numbers', () => {
  expect(read('no,yes\n0.25,0.75\n\n').map(({ value }) => value)).toEqual([0.25, 0.75]);
});

test.each([' ', '\t', ';', ' ; ', ', '])(
  'numbers may have "%s" between them, as numpy.savetxt writes',
  (between) => {
    const text = `no${between}yes\n 0.25${between}0.75 \n`;
    expect(read(text).map(({ value }) => value)).toEqual([0.25, 0.75]);
  },
);

test('numbers of as many places are rounded there, small ones too', () => {
  expect(roundings('12.345678\n0.000123\n')).toEqual([5e-7, 5e-7]);
});

test('numbers of as many digits are rounded there, with and without zeros at the end', () => {
  const [a, b, c] = roundings('-1.0107\n0.325505\n1.2e-7\n');
  expect(a).toBeCloseTo(5e-6, 12);
  expect(b).toBeCloseTo(5e-7, 13);
  expect(c).toBeCloseTo(5e-13, 19);
});

test.each([
  ['whole', '0.30000000000000004\n0.5\n'],
  ['of few digits', '1\n0\n2\n'],
  ['of five digits', '0.12345\n'],
])('numbers that are %s are not rounded', (_, text) => {
  expect(new Set(roundings(text))).toEqual(new Set([0]));
});

test('what is no number is none', () => {
  expect(read('1,2\nx,\n').map(({ value }) => value)).toEqual([1, 2, NaN, NaN]);
});

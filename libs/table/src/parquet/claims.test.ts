import { expect, test } from 'vitest';

import { readerOf } from './byte-reader.ts';
import { skipStruct } from './check-thrift.ts';
import { readRuns } from './read-runs.ts';
import { readValues } from './read-values.ts';

/** Two billion, as an integer of variable length. */
const HUGE = [0xfe, 0xff, 0xff, 0xff, 0x0f];
const bytes = (...values: number[]) => Uint8Array.from(values);

test('a run is no longer than what is left, whatever it claims', () => {
  expect([...readRuns(readerOf(bytes(...HUGE, 1)), 1, 3)]).toEqual([1, 1, 1]);
  expect([...readRuns(readerOf(bytes(0x0b, 0b0000_0101)), 1, 3)]).toEqual([1, 0, 1]);
  expect(() => readRuns(readerOf(bytes(2)), 1, 3)).toThrow(RangeError);
  expect(() => readRuns(readerOf(bytes(2, 0)), 33, 3)).toThrow(RangeError);
});

test.each([
  ['a list of more items than bytes', [0x19, 0xfc, ...HUGE]],
  ['a text of more bytes than there are', [0x18, ...HUGE]],
  ['an integer that goes on', [0x16, ...new Array<number>(11).fill(0xff)]],
  ['structures in structures', new Array<number>(100).fill(0x1c)],
  ['no end', [0x15, 2]],
])('metadata with %s is refused', (_, values) => {
  expect(() => {
    skipStruct(readerOf(bytes(...values)));
  }).toThrow(RangeError);
});

test.each([
  ['no parts', [0x80, 1, 0, 2, 0]],
  ['parts without values', [0x80, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 2, 0]],
  ['other values than rows', [0x80, 1, 4, 9, 0]],
  ['no block', [0x80, 1, 4, 2, 0]],
])('differences with %s are refused', (_, values) => {
  const element = { name: 'x', type: 'INT32' } as const;
  expect(() => readValues(bytes(...values), 'DELTA_BINARY_PACKED', element, 2)).toThrow(RangeError);
});

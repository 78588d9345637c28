import fc from 'fast-check';
import { expect, test } from 'vitest';

import { decodeMarks, decodeRuns, encodeMarks, encodeRuns } from './held-out-record.ts';

test('runs are written by turns, rows to train on first', () => {
  expect(encodeRuns(Uint32Array.of(3, 4), 5)).toBe('3,2');
  expect(encodeRuns(Uint32Array.of(0, 2), 4)).toBe('0,1,1,1,1');
});

test('what was written is read back, whatever rows are held out', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), (flags) => {
      const rows = Uint32Array.from([...flags.keys()].filter((row) => flags[row]));
      const found = decodeRuns(encodeRuns(rows, flags.length), flags.length);
      expect(found).toEqual(Uint8Array.from(flags, Number));
    }),
  );
});

test.each(['', '3', '3,3', '3,-2,4', '1e0,4', '99999999999', '2.5,2.5', '3,2,x'])(
  'no runs of five rows: %s',
  (runs) => {
    expect(decodeRuns(runs, 5)).toBeUndefined();
  },
);

test('marks are read back as they were written', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 52 - 1 })), (marks) => {
      expect(decodeMarks(encodeMarks(marks))).toEqual(marks);
    }),
  );
  for (const text of ['0', 'x'.repeat(13), '0'.repeat(14)]) {
    expect(decodeMarks(text)).toBeUndefined();
  }
});

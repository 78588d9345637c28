import { expect, test } from 'vitest';

import type { DataIssue } from '../errors.ts';
import { describeIssues } from './describe-issues.ts';

const cell = (row: number, value: string, more: Partial<DataIssue> = {}): DataIssue => ({
  ...{ row, column: 'x', value, message: `found "${value}", expected a number` },
  ...more,
});

test('many values of a column that are wrong in the same way are one line, with their rows counted', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((value, i) => cell(i + 2, value));
  const other = cell(9, 'z', { column: 'y' });
  expect(describeIssues([many[0]!, other, ...many.slice(1)])).toEqual([
    'column "x", 5 rows: found "a" (line 2), "b" (line 3), "c" (line 4) and 2 more, expected a number',
    'line 9, column "y": found "z", expected a number',
  ]);
  const alike = cell(1, 'a', { alike: 3, source: 't.csv' });
  const ofFile = [alike, ...many.slice(1).map((issue) => ({ ...issue, source: 't.csv' }))];
  expect(describeIssues(ofFile)).toEqual([
    't.csv, column "x", 8 rows: found "a" (line 1 and 3 more rows), "b" (line 3), "c" (line 4) and 2 more, expected a number',
  ]);
});

test('few are not, nor what is wrong in different ways or in no cell', () => {
  const different = [2, 3, 4, 5].map((row) => cell(row, 'a', { message: `found ${row} cells` }));
  const few = [cell(7, 'a'), cell(8, 'b'), cell(9, 'c')];
  expect(describeIssues([...different, ...few])).toHaveLength(7);
});

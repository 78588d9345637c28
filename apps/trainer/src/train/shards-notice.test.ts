import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { shardsNotice } from './shards-notice.ts';

const document = readFileSync(new URL('../../../../docs/training.md', import.meta.url), 'utf8');

/** A column of the table of measurements: the least and the most. */
function measured(column: number): string {
  const [, rows] = /^\| table \(rows\).*\n\| -.*\n((?:\|.*\n)+)/m.exec(document)!;
  const losses = rows!
    .trim()
    .split('\n')
    .map((row) => Number.parseFloat(row.split('|')[column + 2]!));
  expect(losses.length).toBeGreaterThan(5);
  return `${Math.min(...losses).toFixed(3)} to ${Math.max(...losses).toFixed(3)} times`;
}

test.each([
  [2, 0, 'without shards.'],
  [3, 1, 'with 4, and less is likely here.'],
  [4, 1, 'without shards.'],
  [8, 2, 'without shards.'],
  [9, 2, 'with 8, and more is likely here.'],
])('%d shards are said to cost what was measured', (shards, column, end) => {
  const notice = shardsNotice(shards)!;
  expect(notice).toContain(`--row-shards=${shards} costs accuracy`);
  expect(notice).toContain(measured(column));
  expect(notice.endsWith(end)).toBe(true);
});

test('one shard costs nothing', () => {
  expect(shardsNotice()).toBeUndefined();
  expect(shardsNotice(1)).toBeUndefined();
});

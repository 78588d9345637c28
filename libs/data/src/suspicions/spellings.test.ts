import { expect, test } from 'vitest';

import { ROWS, SPELLINGS } from '../../cases/spellings.ts';
import { read } from '../../test/support.ts';
import { findMisreadings, readDataset } from '../index.ts';

const ROW_COUNT = 60;

function said(rows: string): string {
  const table = read(`x,z,y\n${rows}`);
  const found = findMisreadings(table, readDataset(table, { leaveOutMixed: true }));
  return found.map(({ message }) => message).join('\n');
}

test.each(SPELLINGS.map((one) => [one] as const))('of cells is said: %j', ([cells, expected]) => {
  const rows = Array.from({ length: ROW_COUNT }, (_, i) => {
    const cell = cells[i % cells.length]!.replaceAll('"', '""');
    return `"${cell}",${(i * 7) % 13},${'ab'[i % 2]}\n`;
  });
  if (expected === undefined) expect(said(rows.join(''))).toBe('');
  else expect(said(rows.join(''))).toMatch(expected);
});

test.each(ROWS.map((one) => [one] as const))('of rows is said: %j', ([rows, expected]) => {
  if (expected === undefined) expect(said(rows)).toBe('');
  else expect(said(rows)).toMatch(expected);
});

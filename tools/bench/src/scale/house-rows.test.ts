import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import { HEADER, houseRows } from './house-rows.ts';

test('rows are the same on every machine, and as long as the header', () => {
  const text = houseRows(7, 1_000);
  const rows = text.trimEnd().split('\n');
  expect(rows).toHaveLength(1_000);
  expect(rows[0]).toMatch(/^H7,/);
  const columns = HEADER.split(',').length;
  expect(rows.every((row) => row.split(',').length === columns)).toBe(true);
  expect(createHash('sha256').update(text).digest('hex').slice(0, 16)).toBe('b50d5208ede9dd96');
});

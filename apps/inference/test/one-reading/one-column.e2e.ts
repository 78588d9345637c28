import { Buffer } from 'node:buffer';

import { parseTable } from '@lambda-forest/data';
import { parseSchema } from '@lambda-forest/schema';
import { RowReader } from '@lambda-forest/scoring';
import { TextScanner } from '@lambda-forest/table';
import { expect, test } from 'vitest';

import { readCsv } from '@lambda-forest/api/batch';

const STATISTICS = { minimum: 0, maximum: 1, mean: 0.5, standardDeviation: 0.25 };
const SCHEMA = parseSchema({
  task: 'regression',
  target: { name: 'y', ...STATISTICS },
  features: [{ kind: 'numeric', name: 'x', ...STATISTICS, missing: 1 }],
  rowCount: 10,
});

test('a quoted empty cell of a single column is a row, and an empty line is none', () => {
  const text = 'x\n0.5\n""\n\n0.25\n';
  const table = parseTable(Buffer.from(text), { source: 'rows.csv' });
  let predicted: number[] = [];
  const onBatch = ({ rows, count }: { rows: Float64Array; count: number }) => {
    predicted = [...rows.subarray(0, count)];
  };
  const reader = new RowReader(SCHEMA, { source: 'rows.csv', onBatch });
  const scanner = new TextScanner('rows.csv', {}, reader);
  scanner.push(Buffer.from(text));
  scanner.end();
  reader.end();
  expect(predicted).toEqual([0.5, NaN, 0.25]);
  expect(table.rowCount).toBe(3);
  expect(readCsv(text, SCHEMA, 10)).toHaveLength(3);
});

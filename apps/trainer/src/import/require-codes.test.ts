import { parseCsv } from '@lambda-forest/data';
import type { ForeignColumn } from '@lambda-forest/interop';
import { expect, test } from 'vitest';

import { requireCodes } from './require-codes.ts';

/** @param cells of the one feature, `town` */
function check(cells: readonly string[], column: Partial<ForeignColumn>): () => void {
  const known = { kind: 'categorical', name: 'f0', isNamed: false, levels: ['0', '1'] } as const;
  const feature = {
    kind: 'categorical',
    name: 'town',
    levels: ['0', '1'],
    counts: [1, 1],
  } as const;
  const target = { name: 'y', minimum: 0, maximum: 1, mean: 0, standardDeviation: 1 };
  const features = [{ ...feature, missing: 0 }];
  const schema = { task: 'regression', features, target, rowCount: 2 } as const;
  const text = ['y,town', ...cells.map((cell, i) => `${i},${cell}`)].join('\n');
  const table = parseCsv(new TextEncoder().encode(text), { source: 'rows.csv' });
  const columns = [{ hasLevels: false, ...known, ...column } as ForeignColumn];
  return () => requireCodes(columns, schema, table);
}

test.each([[['0', 'Łódź']], [['Århus', '東京']], [['', 'plain']], [['1', 'True']]])(
  'of categories that are codes in the file, %j are refused with what to write',
  (cells) => {
    const found = cells.find((cell) => Number.isNaN(Number(cell)))!;
    expect(check(cells, {})).toThrow(
      `Found "${found}" in column "town", expected a code from 0 to 1: the model's file does not have the texts of its categories. Write the codes`,
    );
  },
);

test.each([
  [['0', '1', '', 'NA'], {}],
  [['Łódź', 'Århus'], { hasLevels: true }],
  [['Łódź', 'Århus'], { kind: 'numeric' }],
] as const)('cells %j of a column that is %j are left to the schema', (cells, column) => {
  expect(check(cells, column)).not.toThrow();
});

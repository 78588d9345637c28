import { parseCsv } from '@lambda-forest/data';
import type { ForeignCategory, ForeignColumn } from '@lambda-forest/interop';
import { expect, test } from 'vitest';

import { withCodes } from './with-codes.ts';

/** @param cells of the one feature, `town` */
function levelsOf(cells: readonly string[], column: Partial<ForeignCategory>): readonly string[] {
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
  const [after] = withCodes(columns, schema, table).features;
  return after?.kind === 'categorical' ? after.levels : [];
}

test.each([[['0', 'Łódź']], [['Århus', '東京']], [['', 'plain']], [['1', 'True']]])(
  'of categories that are codes in the file, %j are refused with what to write',
  (cells) => {
    const found = cells.find((cell) => Number.isNaN(Number(cell)))!;
    expect(() => levelsOf(cells, {})).toThrow(
      `Found "${found}" in column "town", expected a code from 0 to 1: the model's file does not have the texts of its categories. Write the codes`,
    );
  },
);

test.each([
  [['0', '1', '', 'NA'], {}],
  [['0', '7'], {}],
  [['Łódź', 'Århus'], { hasLevels: true }],
] as const)('cells %j of a column that is %j are left to the schema', (cells, column) => {
  expect(levelsOf(cells, column)).toEqual(['0', '1']);
});

test('codes above those that splits list are levels, where the file does not count them', () => {
  const open = { takesMoreCodes: true };
  expect(levelsOf(['0', '4', '', '2.5'], open)).toEqual(['0', '1', '2', '3', '4']);
  expect(levelsOf(['0'], open)).toEqual(['0', '1']);
  expect(levelsOf(['-1', '1e9'], open)).toEqual(['0', '1']);
});

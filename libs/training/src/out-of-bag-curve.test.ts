import { expect, test } from 'vitest';

import { classificationTable, uniforms } from '../test/tables.ts';
import { findEngine } from './engines.ts';
import { DEFAULT_FOREST_OPTIONS } from './forest-options.ts';
import { scoreOutOfBagAfter } from './out-of-bag-curve.ts';

const columns = [1, 2].map((seed) => Array.from({ length: 60 }, uniforms(seed)));
const dataset = classificationTable(
  columns,
  columns[0]!.map((value, i) => (value + columns[1]![i]! > 1 ? 1 : 0)),
);
const rows = Uint32Array.from({ length: 50 }, (_, i) => i + 5);

test.each(['histogram', 'ml-random-forest'])(
  'after the last tree the curve of %s has the out-of-bag scores of the fit',
  async (name) => {
    const prepared = await findEngine(name, 1).prepare(dataset);
    const options = { ...DEFAULT_FOREST_OPTIONS, nEstimators: 12 };
    const { forest, bagOf, outOfBag } = await prepared.fit(rows, options);
    const curve = scoreOutOfBagAfter(forest, dataset, rows, bagOf!, [1, 5, 12]);
    expect(curve.map(({ trees }) => trees)).toEqual([1, 5, 12]);
    expect(curve[2]!.rows).toEqual(outOfBag!.rows);
    expect(curve[2]!.scores).toEqual(outOfBag!.scores);

    const inFirstBag = new Set(bagOf!(0));
    expect([...curve[0]!.rows]).toEqual([...rows].filter((row) => !inFirstBag.has(row)));
    expect(curve[0]!.rows.length).toBeLessThan(curve[1]!.rows.length);
  },
);

test('without bootstrap there are no bags to ask about', async () => {
  const prepared = await findEngine('histogram', 1).prepare(dataset);
  const options = { ...DEFAULT_FOREST_OPTIONS, nEstimators: 2, bootstrap: false };
  expect((await prepared.fit(rows, options)).bagOf).toBeUndefined();
});

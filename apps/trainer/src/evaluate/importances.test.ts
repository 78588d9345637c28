import { parseTable, readDataset, splitRows } from '@lambda-forest/data';
import { DEFAULT_FOREST_OPTIONS, findEngine } from '@lambda-forest/training';
import { expect, test } from 'vitest';

import { measureImportances } from './importances.ts';

/** A generator that is always the same. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** The target depends on a category and on the month; the noise has a value of its own in each row. */
async function measured(seed: number) {
  const next = uniforms(seed);
  const lines = Array.from({ length: 900 }, () => {
    const month = 1 + Math.floor(12 * next());
    const kind = next() < 0.5;
    const isSold = next() < 0.25 + (month > 6 ? 0.3 : 0) + (kind ? 0.25 : 0);
    const day = `201${Math.floor(10 * next())}-${String(month).padStart(2, '0')}-1${Math.floor(10 * next())}`;
    return `${next()},${day},${kind ? 'a' : 'b'},${isSold ? 'yes' : 'no'}`;
  });
  const bytes = Buffer.from(`noise,day,kind,sold\n${lines.join('\n')}\n`);
  const { dataset } = readDataset(parseTable(bytes, { source: 'table.csv' }), { target: 'sold' });
  const { train, test: rows } = splitRows(dataset, { testSize: 0.5, seed, stratified: true });
  const prepared = await findEngine('histogram', 1).prepare(dataset);
  const { forest, importances } = await prepared.fit(train, DEFAULT_FOREST_OPTIONS);
  const given = { forest, dataset, rows, metric: 'log_loss', seed, impurity: importances } as const;
  return { dataset, given, found: measureImportances(given) };
}

test('a column of noise leads by impurity, but never by permutation, in which all parts of a date are one', async () => {
  let misled = 0;
  for (const seed of [1, 2, 3]) {
    const { found } = await measured(seed);
    const names = found.columns.map(({ name }) => name);
    expect(names.toSorted()).toEqual(['day', 'kind', 'noise']);
    expect(names.at(-1)).toBe('noise');
    const byImpurity = found.columns.toSorted((a, b) => b.impurity! - a.impurity!);
    misled += Number(byImpurity.at(-1)!.name !== 'noise');
    expect(found.columns.reduce((sum, { impurity }) => sum + impurity!, 0)).toBeCloseTo(1, 12);
  }
  expect(misled).toBeGreaterThan(0); // else the table proves nothing
});

test('the cost is bounded by rows, unless the repeats are given', async () => {
  const { given, dataset } = await measured(4);
  const many = Uint32Array.from({ length: 5_000 }, (_, i) => i % dataset.rowCount);
  expect(measureImportances({ ...given, rows: many }).permutation).toEqual({
    repeats: 5,
    rows: 2_000,
  });
  expect(measureImportances({ ...given, rows: many, repeats: 1 }).permutation).toEqual({
    repeats: 1,
    rows: 5_000,
  });
  expect(measureImportances({ ...given, repeats: 0 }).permutation).toBeUndefined();
});

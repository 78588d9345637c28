import { foldRows, parseTable, readDataset, splitRows } from '@lambda-forest/data';
import type { ColumnChoice } from '@lambda-forest/data';
import { parseOptions } from '@lambda-forest/cli';
import { findEngine } from '@lambda-forest/training';
import { expect, test } from 'vitest';

import { keepInformative } from './informative-columns.ts';
import { TRAIN_OPTIONS } from './train-options.ts';

/** Numbers of a list of millions, as a row's place among 200 and its target make them. */
async function judged(idOf: (row: number, target: number) => number, ...given: string[]) {
  const targetOf = (row: number) => (row * 7919) % 101;
  const rows = Array.from({ length: 200 }, (_, row) => [
    idOf(row, targetOf(row)),
    (row * 31) % 17,
    targetOf(row) + 0.5,
  ]);
  const table = parseTable(new TextEncoder().encode(`id,x,y\n${rows.join('\n')}\n`), {
    source: 'made.csv',
  });
  const readAs = (columns: readonly ColumnChoice[]) => readDataset(table, { columns });
  const bare = readAs([]);
  const split = splitRows(bare.dataset, { testSize: 0.2, seed: 1, stratified: false });
  const folds = foldRows(bare.dataset, split.train, { folds: 3, seed: 1, stratified: false });
  const engine = findEngine('histogram', 1);
  return keepInformative(bare, readAs, {
    division: { kind: 'random', split, folds },
    options: parseOptions(TRAIN_OPTIONS, ['--data=x', '--n-estimators=10', ...given]),
    prepare: async ({ dataset }) => ({ dataset, prepared: await engine.prepare(dataset) }),
    signal: new AbortController().signal,
  });
}

const rising = (row: number, target: number) => 1_000_000 + 1_000 * target + row;
const scattered = (row: number) => 1_000_000 + ((row * 48_271) % 99_991);

test('numbers that tell rows apart are kept if they help on held-out rows', async () => {
  const { dataset, columns } = await judged(rising);
  expect(dataset.schema.features.map(({ name }) => name)).toEqual(['id', 'x']);
  expect(columns[0]).toMatchObject({
    role: 'feature',
    why: expect.stringMatching(
      /^a different number in each of 200 rows; with it the squared error of held-out rows is [\d.]+ ± [\d.]+ lower$/,
    ) as string,
  });
});

test('they stay out if they do not, and the reason says so', async () => {
  const { dataset, columns } = await judged(scattered);
  expect(dataset.schema.features.map(({ name }) => name)).toEqual(['x']);
  expect(columns[0]).toMatchObject({
    role: 'left-out',
    reason: 'identifier',
    why: expect.stringContaining('; with it the squared error of held-out rows is') as string,
  });
});

test.each<[string, () => ReturnType<typeof judged>]>([
  ['count the rows', () => judged((row) => 200 - row)],
  ['grow with them', () => judged((row) => 50 * row)],
  ['would be read by another engine', () => judged(rising, '--engine=ml-random-forest')],
])('they stay out unasked if they %s', async (_, judge) => {
  const { columns } = await judge();
  expect(columns[0]).toMatchObject({
    role: 'left-out',
    why: 'a different number in each of 200 rows',
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { jsonText, snakeCaseKeys } from '@lambda-forest/text';
import { expect, test } from 'vitest';

import { withFolder } from '../scratch-folder.ts';
import type { Outcome, Run, ScoredTable } from '../training/results.ts';
import { MIXED_TABLES, tablesIn } from './mixed-tables.ts';
import { rank } from './rank.ts';
import { learnerLines, summaryLines } from './report-learners.ts';
import { readEarlier } from './reuse.ts';

const SETTING = {
  table: 'flats',
  task: 'regression',
  trainRows: 1_200,
  testRows: 300,
  features: 7,
  classes: null,
  learner: 'forest',
  trees: 0,
  featuresPerSplit: 7,
  maxFeatures: 'all',
} as const;

const measured = (peer: string, ...rmse: number[]): Outcome<readonly Run[]> => ({
  peer,
  threads: 2,
  status: 'measured',
  measurement: rmse.map((loss, i) => ({
    seed: i + 1,
    fitSeconds: 2,
    predictSeconds: 0.1,
    score: { rmse: loss, r2: 0.5 },
  })),
});

const TABLE: ScoredTable = {
  setting: SETTING,
  outcomes: [
    measured('ours', 5, 6, 10),
    measured('best', 4, 6, 8),
    measured('last', 8, 10, 12),
    { status: 'failed', peer: 'broken', threads: 2, reason: 'Found broken failing.' },
  ],
};

test('learners are ranked by the leading metric, and compared with the best seed by seed', () => {
  const [ours, best, last] = rank(TABLE);
  expect([ours?.rank, best?.rank, last?.rank]).toEqual([2, 1, 3]);
  expect(ours?.ratio).toBeCloseTo(7 / 6, 12);
  // Differences 1, 0, 2: mean 1, standard deviation 1, standard error 1 / sqrt(3).
  expect(ours?.errorsBehind).toBeCloseTo(Math.sqrt(3), 12);
  expect(best?.errorsBehind).toBe(0);
  expect(last?.errorsBehind).toBe(Infinity);
});

test('learners that are equal share a rank', () => {
  const ranked = rank({ ...TABLE, outcomes: [measured('a', 1, 2), measured('b', 2, 1)] });
  expect(ranked.map((row) => row.rank)).toEqual([1, 1]);
});

test('a table is printed with scores, standard errors, ranks and who failed', () => {
  const lines = learnerLines(TABLE);
  expect(lines[0]).toBe('flats: 1,200 training rows, 300 test rows, a quantity');
  expect(lines[2]?.split(/ +/)).toEqual(
    'ours 7.0000 1.5275 0.5000 0.0000 2 1.167 1.7 2.00'.split(' '),
  );
  expect(lines.at(-1)).toBe('FAILED: broken at 2 threads: Found broken failing.');
});

test('the summary has the learners that every table measured', () => {
  const lines = summaryLines([TABLE, { ...TABLE, outcomes: TABLE.outcomes.slice(0, 2) }]);
  expect(lines.map((line) => line.split(/ +/)[0])).toEqual(['All', 'learner', 'ours', 'best']);
  expect(lines[2]?.split(/ +/)).toEqual('ours 2.00 1.167 1.167 2 2.00'.split(' '));
});

test('an earlier document gives its outcomes again, if its seeds are these', async () => {
  await withFolder(async (folder) => {
    const file = join(folder, 'earlier.json');
    await writeFile(file, jsonText(snakeCaseKeys({ seeds: [1, 2, 3], tables: [TABLE] })));
    expect((await readEarlier(file, [1, 2, 3])).get('flats')).toEqual(TABLE.outcomes);
    await expect(readEarlier(file, [1, 2])).rejects.toThrow(/seeds 1, 2 in/);
    await expect(readEarlier(join(folder, 'none.json'), [1])).rejects.toThrow(/none\.json/);
  });
});

test('the tables of the repository are read as training reads them', async () => {
  const datasets = await Promise.all(MIXED_TABLES.map((table) => table.load()));
  expect(datasets.map(({ task, schema }) => [task, schema.target.name])).toEqual([
    ['classification', 'survived'],
    ['regression', 'price'],
    ['regression', 'price'],
  ]);
});

test('a folder without tables is refused', () => {
  expect(() => tablesIn(import.meta.dirname)).toThrow(/no \.csv file/);
  expect(() => tablesIn('/no/such/folder')).toThrow(/--tables-folder/);
});

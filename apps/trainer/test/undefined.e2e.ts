/** What has no value is reported as that, or refused: it never counts as 0, nor as 1. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { train, trainer } from './in-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-undefined-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ROWS = Array.from({ length: 40 }, (_, i) => i);
const SMALL = ['--output-dir=m', '--n-estimators=3', '--n-jobs=1'];

/** Writes a table with a row for each of ROWS, and trains on it. */
async function trainOn(header: string, row: (i: number) => string, ...options: string[]) {
  await writeFile(join(folder, 't.csv'), [header, ...ROWS.map(row), ''].join('\n'));
  return train(folder, '--data=t.csv', ...SMALL, ...options);
}

describe('R2', () => {
  test('is not defined in folds of one row, nor is its mean', async () => {
    const { code, stdout } = await trainOn('x,y', (i) => `${i % 9},${i * 1.5}`, '--folds=32');
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Mean cross-validation R2: not defined (32 of 32 folds have one row, or equal targets)\n',
    );
    const metrics = JSON.parse(await readFile(join(folder, 'm/metrics.json'), 'utf8')) as {
      cross_validation: unknown;
    };
    expect(metrics.cross_validation).toEqual({
      metric: 'r2',
      scores: Array(32).fill(null),
      mean: null,
      standard_deviation: null,
    });
  });

  test('is not defined on a table of equal targets', async () => {
    await writeFile(join(folder, 'new.csv'), 'x,y\n1,5.5\n2,5.5\n');
    const { stdout } = await trainer(folder, 'evaluate', '--model=./m', '--data=new.csv');
    expect(stdout).toContain('Test R2: not defined\n');
  });
});

test.each([
  {
    name: 'a search by scores that are not defined',
    row: (i: number) => `${i % 9},${i * 1.5}`,
    options: ['--folds=32', '--search=random', '--search-trials=2'],
    says: 'Found no defined score of fold 1, which has 1 row, expected one to compare options by. Use fewer folds (--folds), or leave the search out.',
  },
  {
    name: 'a quantity of one value',
    row: (i: number) => `${i % 9},5.5`,
    options: ['--task=regression'],
    says: 'In t.csv, column "y": found only the value "5.5" in 40 rows, expected at least two values.',
  },
  {
    name: 'training rows of one class, the other being later',
    row: (i: number) => `${i},${i < 35 ? 'no' : 'yes'}`,
    options: ['--time-column=x'],
    says: 'In the training rows of t.csv, column "y": found only "no" in 32 rows, expected at least two different targets.',
  },
  {
    name: 'a quantity of one value, computed in two ways',
    row: (i: number) => `${i % 9},${i % 2 === 0 ? 0.3 : 0.1 + 0.2}`,
    options: ['--task=regression'],
    says: 'In t.csv, column "y": found only values from 0.3 to 0.30000000000000004, which are equal but for rounding, expected at least two values.',
  },
  {
    name: 'a negative quantity for poisson, in the test rows alone',
    row: (i: number) => `${i},${i < 39 ? i % 5 : -1.5}`,
    options: ['--criterion=poisson', '--time-column=x', '--task=regression'],
    says: 'In t.csv, line 41: found the target -1.5, expected none below 0 with the criterion poisson. Correct the value, or use --criterion=squared_error.',
  },
  {
    name: 'weights whose squares overflow',
    header: 'x,w,y',
    row: (i: number) => `${i % 9},${i === 3 ? '1e200' : '1'},${i % 2}`,
    options: ['--sample-weight=w'],
    says: 'In t.csv, line 5, column "w": found the weight "1e200", expected a number from 1e-100 to 1e+100. Divide all weights by one number: only their ratios count.',
  },
])('$name: refused', async ({ header = 'x,y', row, options, says }) => {
  const { code, stderr } = await trainOn(header, row, ...options);
  expect(stderr).toContain(says);
  expect(code).toBe(3);
});

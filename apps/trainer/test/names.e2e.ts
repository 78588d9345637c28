/** Names and texts from the table to the service: what training measured is what every command computes. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { train, trainer } from './in-process.ts';

const MATERIALS = ['oil', 'ink', 'steel', 'paper'];
const ROWS = 600;

let folder: string;
let trained: string;

/** The price depends on the painter, of whom there are 120, and on the material, which the title names. */
function rowOf(row: number): string {
  const painter = (row * 37) % 120;
  const material = Math.floor(row / 7) % MATERIALS.length;
  const price = 100 * (painter % 6) + 30 * material + ((row * row) % 11);
  return `Painter ${painter},The ${MATERIALS[material]!} of number ${row},${price}`;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-names-'));
  const rows = Array.from({ length: ROWS }, (_, row) => rowOf(row));
  await writeFile(join(folder, 'art.csv'), ['painter,title,price', ...rows].join('\n'));
  const options = ['--schema=kinds.json', '--output-dir=model', '--learner=forest', '--folds=2'];
  await writeFile(
    join(folder, 'kinds.json'),
    '{"columns":[{"name":"painter","kind":"names"},{"name":"title","kind":"text"}]}',
  );
  const { code, stdout, stderr } = await train(folder, '--data=art.csv', ...options);
  expect([code, stderr]).toEqual([0, '']);
  trained = stdout;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('both are learned from, and evaluate finds the score of the test rows again', async () => {
  const score = /^Test R2: (.+)$/m.exec(trained)![1]!;
  expect(Number(score)).toBeGreaterThan(0.7);
  const { stdout } = await trainer(folder, 'evaluate', '--model=./model', '--data=art.csv');
  expect(stdout).toContain(`Test R2: ${score}\n`);
});

test('a name that was never seen is answered as one of which nothing is known', async () => {
  const rows = ['Painter 5', 'Painter 0', 'Nobody'].map((painter) => `${painter},The ink of 7`);
  await writeFile(join(folder, 'rows.csv'), ['painter,title', ...rows].join('\n'));
  const { code, stdout } = await trainer(folder, 'predict', '--model=./model', '--data=rows.csv');
  expect(code).toBe(0);
  const [high, low, unknown] = stdout
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => parseFloat(line));
  expect(high! - low!).toBeGreaterThan(250);
  expect(unknown!).toBeGreaterThan(low!);
  expect(unknown!).toBeLessThan(high!);
});

/**
 * What a forest of each shipped table predicts, from the file to the line of the answer, pinned in
 * `golden/predictions`. Every fifth row is held out and predicted by the model of the others.
 *
 * The files change only with a reason that the commit tells. To make them again:
 * `npx vitest run --config vitest.e2e.config.ts golden-predictions --update` in this project's folder.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { train, trainer } from './in-process.ts';
import { WORKSPACE } from './run.ts';

const TABLES = ['wine', 'breast-cancer', 'digits', 'diabetes', 'passengers', 'sales'] as const;
const HELD_OUT_EVERY = 5;
/** Answers that stand in the golden file, to be read by a person; the hash is of all. */
const SHOWN_ANSWERS = 8;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-golden-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(TABLES)('the forest of %s predicts what it has always predicted', async (name) => {
  const packed = await readFile(join(WORKSPACE, `tools/bench/tables/${name}.csv.gz`));
  const [header, ...rows] = gunzipSync(packed).toString().trimEnd().split('\n');
  const part = (isHeldOut: boolean) =>
    rows.filter((_, row) => (row % HELD_OUT_EVERY === 0) === isHeldOut);
  const write = (file: string, lines: readonly string[]) =>
    writeFile(join(folder, file), `${[header, ...lines].join('\n')}\n`);
  await write(`${name}.csv`, part(false));
  await write(`${name}-new.csv`, part(true));

  const trained = await train(
    folder,
    `--data=${name}.csv`,
    `--test-data=${name}-new.csv`,
    `--output-dir=models/${name}/1.0.0`,
    '--n-estimators=25',
    '--folds=2',
    '--random-state=7',
  );
  expect([trained.code, trained.stderr]).toEqual([0, '']);
  const { code, stdout, stderr } = await trainer(
    folder,
    'predict',
    `--model=${name}@1.0.0`,
    '--artifacts-dir=models',
    `--data=${name}-new.csv`,
    '--out-format=jsonl',
  );
  expect([code, stderr]).toEqual([0, '']);

  const answers = stdout.trimEnd().split('\n');
  expect(answers).toHaveLength(part(true).length);
  const golden = {
    table: name,
    rows: answers.length,
    sha256_of_answers: createHash('sha256').update(stdout).digest('hex'),
    first_answers: answers.slice(0, SHOWN_ANSWERS).map((line): unknown => JSON.parse(line)),
  };
  await expect(`${JSON.stringify(golden, null, 2)}\n`).toMatchFileSnapshot(
    `../golden/predictions/${name}.json`,
  );
});

/**
 * Our program as a peer, exactly as a user starts it: `lambda-forest train` with nothing but the table, the target
 * and the seed of the split, then `lambda-forest predict`. Answers the requests that peers/service.py describes.
 * Started as
 *
 *     node product-service.ts [an option of train, such as --learner=forest]
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { FitSettings } from '../peers/peer.ts';
import { serveRequests } from '../peers/serve-requests.ts';
import { mean } from '../statistics.ts';
import { readShared } from './share-table.ts';

/** A line of `predict`. */
interface Answer {
  /** Absent for a row that is refused. */
  readonly prediction?: number;
  /** In class order; absent for a quantity. */
  readonly probabilities?: readonly number[];
}

const PROGRAM = join(import.meta.dirname, '../../../../apps/cli/bin/lambda-forest.cjs');
const options = process.argv.slice(2);
let folder = '';

await serveRequests(
  { node: process.versions.node },
  { load: (given) => void (folder = given), fit: train, predict },
);

/** The seed is the split's too: the program holds out the rows that the benchmark holds out. */
async function train({ seed, threads }: FitSettings): Promise<number> {
  const { about } = await readShared(folder);
  await rm(join(folder, 'model'), { recursive: true, force: true });
  return run([
    'train',
    `--data=${about.file}`,
    `--target=${about.target}`,
    `--random-state=${seed}`,
    `--n-jobs=${threads}`,
    `--output-dir=${join(folder, 'model')}`,
    ...options,
  ]);
}

/**
 * Predicts all rows of the file, and keeps the answers for the test rows. A row that the model refuses, such as one with
 * a missing value where training had none, gets the mean of the other answers.
 */
async function predict(output: string): Promise<number> {
  const { about, testRows } = await readShared(folder);
  const answers = join(folder, 'answers.jsonl');
  const model = join(folder, 'model');
  const start = performance.now();
  const args = ['predict', `--model=${model}`, `--data=${about.file}`, `--out=${answers}`];
  await rm(answers, { force: true });
  await run(args).catch((error: unknown) => {
    if (!existsSync(answers)) throw error;
  });
  const seconds = (performance.now() - start) / 1000;
  const lines = (await readFile(answers, 'utf8')).split('\n');
  const scores = Array.from(testRows, (row) => {
    const { probabilities, prediction } = JSON.parse(lines[row] ?? '') as Answer;
    return prediction === undefined ? undefined : (probabilities ?? [prediction]);
  });
  const given = scores.filter((score) => score !== undefined);
  const means = given[0]!.map((_, output) => mean(given.map((score) => score[output]!)));
  await writeFile(output, Float64Array.from(scores.flatMap((score) => score ?? means)));
  return seconds;
}

async function run(args: readonly string[]): Promise<number> {
  const start = performance.now();
  try {
    await promisify(execFile)(process.execPath, [PROGRAM, ...args], { maxBuffer: Infinity });
  } catch (error) {
    const { stderr = '' } = error as { readonly stderr?: string };
    throw new Error(stderr.trim() || String(error), { cause: error });
  }
  return (performance.now() - start) / 1000;
}

/**
 * Compares our forests with scikit-learn's on raw tables, over five splits:
 *
 *     npx nx run oracles:tables
 *
 * Both get the same rows and columns, as our reader reads the table. Ours gets categories and missing
 * values as they are; scikit-learn gets one column per level (one-hot), and NaN, which it supports. The command
 * ends with 1 if our mean score is more than one standard error below scikit-learn's.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

import { allNumbers, parseTable, readDataset, splitRows } from '@lambda-forest/data';
import type { Dataset, Split } from '@lambda-forest/data';
import { evaluateClassification, evaluateRegression } from '@lambda-forest/evaluator';
import { DEFAULT_FOREST_OPTIONS, findEngine, predictRows } from '@lambda-forest/training';

import { pythonEnvironment } from '../python/environment.ts';
import { withPython } from './with-python.ts';

const SEEDS = [1, 2, 3, 4, 5];
const TREES = 100;
const TABLES = ['wine', 'breast-cancer', 'digits', 'diabetes', 'passengers', 'sales'];
const FOLDER = join(import.meta.dirname, '..', 'bench', 'tables');

interface SeededSplit {
  readonly dataset: Dataset;
  readonly split: Split;
  readonly seed: number;
}

process.exitCode = await withPython('TABLES NOT COMPARED', import.meta.dirname, compareTables);

async function compareTables(python: string, folder: string): Promise<number> {
  const data = TABLES.map((name) => ({ name, ...readTable(name) }));
  const splits = data.flatMap(({ dataset }) =>
    SEEDS.map((seed) => ({ dataset, seed, split: splitRows(dataset, { testSize: 0.2, seed }) })),
  );
  const [theirs, ours] = await Promise.all([
    sklearnScores(python, folder, splits),
    ourScores(splits),
  ]);
  let failures = 0;
  console.log(
    'table          score     ours   (sd)     sklearn (sd)     difference in standard errors',
  );
  for (const [i, { name, dataset }] of data.entries()) {
    const [a, b] = [ours, theirs].map((scores) =>
      summary(scores.slice(i * SEEDS.length, (i + 1) * SEEDS.length)),
    ) as [Summary, Summary];
    const error = b.deviation / Math.sqrt(SEEDS.length);
    const distance = (a.mean - b.mean) / error;
    const isWorse = a.mean < b.mean - error;
    if (isWorse) failures++;
    console.log(
      [
        name.padEnd(14),
        (dataset.task === 'classification' ? 'accuracy' : 'R2').padEnd(9),
        `${a.mean.toFixed(4)} (${a.deviation.toFixed(4)})  ${b.mean.toFixed(4)} (${b.deviation.toFixed(4)})  ${distance >= 0 ? '+' : ''}${distance.toFixed(2)}`,
        isWorse ? '  WORSE' : '',
      ].join(' '),
    );
  }
  return failures === 0 ? 0 : 1;
}

/** Without text and names, which each library would need encoded. */
function readTable(name: string) {
  const bytes = gunzipSync(readFileSync(join(FOLDER, `${name}.csv.gz`)));
  const table = parseTable(bytes, { source: name });
  const texts = readDataset(table).columns.filter(({ kind }) => ['names', 'text'].includes(kind));
  return readDataset(table, {
    columns: texts.map((each) => ({ name: each.name, kind: 'ignore' })),
  });
}

async function ourScores(splits: readonly SeededSplit[]): Promise<number[]> {
  const scores = [];
  for (const each of splits) scores.push(await ourScore(each));
  return scores;
}

async function ourScore({ dataset, split, seed }: SeededSplit): Promise<number> {
  const engine = await findEngine('histogram', 1).prepare(dataset);
  const isClassification = dataset.task === 'classification';
  const { forest } = await engine.fit(split.train, {
    ...DEFAULT_FOREST_OPTIONS,
    nEstimators: TREES,
    randomState: seed,
    // scikit-learn's defaults, which are all features in regression.
    maxFeatures: isClassification ? { kind: 'sqrt' } : { kind: 'all' },
  });
  const scores = predictRows(forest, dataset, split.test);
  const truth = Float64Array.from(split.test, (row) => dataset.target[row]!);
  if (!isClassification) return evaluateRegression(truth, scores).r2 ?? NaN;
  const { classes } = dataset.schema.target;
  return evaluateClassification(Int32Array.from(truth), scores, classes).accuracy;
}

/** One process for all, beside ours: scikit-learn takes longer to load than to grow a forest. */
async function sklearnScores(
  python: string,
  folder: string,
  splits: readonly SeededSplit[],
): Promise<number[]> {
  const requests = join(folder, 'requests.jsonl');
  writeFileSync(requests, splits.map((each) => `${JSON.stringify(requestOf(each))}\n`).join(''));
  const child = spawn(python, [join(import.meta.dirname, 'score-tables.py'), requests], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: pythonEnvironment(),
  });
  const closed = once(child, 'close');
  const printed = text(child.stdout);
  const [status] = (await closed) as [number | null];
  const scores = (await printed).trim().split('\n').map(Number);
  if (status !== 0 || scores.length !== splits.length || scores.some(Number.isNaN)) {
    throw new Error(`scikit-learn ended with ${status} after ${scores.length} scores.`);
  }
  return scores;
}

function requestOf({ dataset, split, seed }: SeededSplit) {
  const columns = dataset.schema.features.map((feature, i) => ({
    levels: feature.kind === 'categorical' ? feature.levels.length : 0,
    values: Array.from(allNumbers(dataset.columns[i]!)), // NaN becomes null
  }));
  return {
    task: dataset.task,
    trees: TREES,
    seed,
    columns,
    target: Array.from(dataset.target),
    train: Array.from(split.train),
    test: Array.from(split.test),
  };
}

type Summary = ReturnType<typeof summary>;

function summary(scores: readonly number[]) {
  const mean = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  const squares = scores.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (scores.length - 1)) };
}

/**
 * Compares our forests with scikit-learn's on raw tables, over five splits:
 *
 *     npx nx run oracles:tables
 *
 * Both get the same rows and columns, as our reader reads the table. Ours gets categories and missing
 * values as they are; scikit-learn gets one column per level (one-hot), and NaN, which it supports. The command
 * ends with 1 if our mean score is more than one standard error below scikit-learn's.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { parseTable, readDataset, splitRows } from '@lambda-forest/data';
import type { Dataset, Split } from '@lambda-forest/data';
import { evaluateClassification, evaluateRegression } from '@lambda-forest/evaluator';
import { DEFAULT_FOREST_OPTIONS, findEngine, predictRows } from '@lambda-forest/training';

import { withPython } from './with-python.ts';

const SEEDS = [1, 2, 3, 4, 5];
const TREES = 100;
const TABLES = ['wine', 'breast-cancer', 'digits', 'diabetes', 'passengers', 'sales'];
const FOLDER = join(import.meta.dirname, '..', 'bench', 'tables');

process.exitCode = await withPython('TABLES NOT COMPARED', import.meta.dirname, compareTables);

async function compareTables(python: string): Promise<number> {
  let failures = 0;
  console.log(
    'table          score     ours   (sd)     sklearn (sd)     difference in standard errors',
  );
  for (const name of TABLES) {
    const { dataset } = readTable(name);
    const ours = [];
    const theirs = [];
    for (const seed of SEEDS) {
      const split = splitRows(dataset, { testSize: 0.2, seed });
      ours.push(await score(dataset, split, seed));
      theirs.push(sklearnScore(python, dataset, split, seed));
    }
    const [a, b] = [summary(ours), summary(theirs)];
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

async function score(dataset: Dataset, split: Split, seed: number): Promise<number> {
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

function sklearnScore(python: string, dataset: Dataset, split: Split, seed: number): number {
  const columns = dataset.schema.features.map((feature, i) => ({
    levels: feature.kind === 'categorical' ? feature.levels.length : 0,
    values: Array.from(dataset.columns[i]!), // NaN becomes null
  }));
  const request = {
    task: dataset.task,
    trees: TREES,
    seed,
    columns,
    target: Array.from(dataset.target),
    train: Array.from(split.train),
    test: Array.from(split.test),
  };
  const { status, stdout, stderr } = spawnSync(
    python,
    [join(import.meta.dirname, 'score-table.py')],
    { input: JSON.stringify(request), encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  if (status !== 0) throw new Error(`scikit-learn failed: ${stderr}`);
  return Number(stdout);
}

function summary(scores: readonly number[]) {
  const mean = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  const squares = scores.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (scores.length - 1)) };
}

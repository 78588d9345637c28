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
import { evaluateClassification, evaluateRegression } from '@lambda-forest/evaluator';
import { DEFAULT_FOREST_OPTIONS, findEngine, predictRows } from '@lambda-forest/training';

import { ensureEnvironment, findPython } from './environment.mjs';

const SEEDS = [1, 2, 3, 4, 5];
const TREES = 100;
const TABLES = ['wine', 'breast-cancer', 'digits', 'diabetes', 'passengers', 'sales'];
const FOLDER = join(import.meta.dirname, '..', 'bench', 'tables');

process.exitCode = await main();

/** @returns {Promise<number>} the exit code */
async function main() {
  const python = findPython();
  if (python === undefined) {
    console.warn('TABLES NOT COMPARED: found no Python 3. Install Python 3.11 or newer.');
    return 0;
  }
  const venvPython = ensureEnvironment(python);
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
      theirs.push(sklearnScore(venvPython, dataset, split, seed));
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

/** @param {string} name */
function readTable(name) {
  const bytes = gunzipSync(readFileSync(join(FOLDER, `${name}.csv.gz`)));
  return readDataset(parseTable(bytes, { source: name }));
}

/**
 * The features of a split: scikit-learn's defaults, which are all features in regression.
 *
 * @param {string} task
 * @returns {import('@lambda-forest/training').MaxFeatures}
 */
function maxFeatures(task) {
  return task === 'classification' ? { kind: 'sqrt' } : { kind: 'all' };
}

/**
 * @param {import('@lambda-forest/data').Dataset} dataset
 * @param {import('@lambda-forest/data').Split} split
 * @param {number} seed
 */
async function score(dataset, split, seed) {
  const engine = await findEngine('histogram', 1).prepare(dataset);
  const options = {
    ...DEFAULT_FOREST_OPTIONS,
    nEstimators: TREES,
    randomState: seed,
    maxFeatures: maxFeatures(dataset.task),
  };
  const { forest } = await engine.fit(split.train, options);
  const scores = predictRows(forest, dataset, split.test);
  if (dataset.task === 'regression') {
    const truth = Float64Array.from(split.test, (row) => dataset.target[row] ?? NaN);
    return evaluateRegression(truth, scores).r2 ?? NaN;
  }
  const truth = Int32Array.from(split.test, (row) => dataset.target[row] ?? -1);
  return evaluateClassification(truth, scores, dataset.schema.target.classes).accuracy;
}

/**
 * @param {string} python
 * @param {import('@lambda-forest/data').Dataset} dataset
 * @param {import('@lambda-forest/data').Split} split
 * @param {number} seed
 * @returns {number}
 */
function sklearnScore(python, dataset, split, seed) {
  const columns = dataset.schema.features.map((feature, i) => ({
    levels: feature.kind === 'categorical' ? feature.levels.length : 0,
    values: Array.from(dataset.columns[i] ?? []), // NaN becomes null
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
    {
      input: JSON.stringify(request),
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  );
  if (status !== 0) throw new Error(`scikit-learn failed: ${stderr}`);
  return Number(stdout);
}

/** @param {readonly number[]} scores */
function summary(scores) {
  const mean = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  const squares = scores.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (scores.length - 1)) };
}

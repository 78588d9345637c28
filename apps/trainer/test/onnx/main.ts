/**
 * Models of every kind as ONNX, under onnxruntime: it must answer what `predict` does. Installs it into an environment
 * of its own; without Python it says that nothing was tested.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findPython, install, run } from '../../../../tools/python/environment.ts';

const HERE = import.meta.dirname;
const WORKSPACE = join(HERE, '../../../..');
const TRAINER = join(HERE, '../../src/main.ts');
const HOUSES = join(WORKSPACE, 'examples/houses.csv');
const IRIS = join(WORKSPACE, 'libs/data/datasets/iris.csv');

/** Relative, above 0.001: rounding of float64, and of float32 where sums are rounded to it. */
const EXACT = 1e-12;
const ROUNDED = 1e-6;

interface Case {
  readonly name: string;
  readonly data: string;
  /** How the model is made. */
  readonly make: readonly string[];
  readonly opset: 15 | 21;
}

function main(): void {
  if (findPython() === undefined) {
    console.error('NOT TESTED: models as ONNX under onnxruntime. Found no Python 3.11.');
    return;
  }
  const python = join(install(HERE), 'python');
  const folder = mkdtempSync(join(tmpdir(), 'lambda-forest-onnx-'));
  try {
    const mixed = join(folder, 'mixed.csv');
    writeFileSync(mixed, mixedTable());
    for (const each of casesOf(mixed)) check(each, folder, python);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function casesOf(mixed: string): readonly Case[] {
  const forest = ['--learner=forest', '--n-estimators=20', '--n-jobs=1'];
  const boosting = ['--learner=boosting', '--n-jobs=1'];
  const train = (data: string, target: string, learner: readonly string[]) => [
    ...['train', `--data=${data}`, `--target=${target}`, ...learner],
  ];
  const xgboost = join(WORKSPACE, 'examples/houses-xgboost.json');
  return [
    { name: 'iris', data: IRIS, make: train(IRIS, 'species', forest), opset: 21 },
    { name: 'mixed-15', data: mixed, make: train(mixed, 'bought', forest), opset: 15 },
    { name: 'houses', data: HOUSES, make: train(HOUSES, 'price', forest), opset: 21 },
    { name: 'houses-boosted', data: HOUSES, make: train(HOUSES, 'price', boosting), opset: 21 },
    { name: 'houses-xgboost', data: HOUSES, make: ['import', `--from=${xgboost}`], opset: 21 },
    { name: 'mixed', data: mixed, make: train(mixed, 'bought', forest), opset: 21 },
    { name: 'mixed-boosted', data: mixed, make: train(mixed, 'bought', boosting), opset: 21 },
  ];
}

function check({ name, data, make, opset }: Case, folder: string, python: string): void {
  const model = join(folder, name);
  const onnx = join(folder, `${name}.onnx`);
  const predictions = join(folder, `${name}-predictions.csv`);
  trainer(...make, `--output-dir=${model}`, `--name=${name}`);
  trainer('export', `--model=${model}`, `--opset=${opset}`, `--output=${onnx}`);
  trainer('predict', `--model=${model}`, `--data=${data}`, `--out=${predictions}`);
  const tolerance = String(opset === 21 ? EXACT : ROUNDED);
  run(python, [join(HERE, 'check.py'), onnx, data, predictions, tolerance]);
}

/** Quantities and levels that may be missing, booleans, dates, and names of too many levels to split by. */
function mixedTable(): string {
  const rows = Array.from({ length: 400 }, (_, i) =>
    [
      20 + ((i * 37) % 61),
      i % 11 === 0 ? '' : ['web', 'app', 'Télé', 'shop'][(i * 7) % 4],
      i % 2 === 0,
      `2024-0${1 + (i % 9)}-1${(i * 3) % 10}`,
      i % 7 === 0 ? '' : ((i * 53) % 97) / 8,
      `town ${(i * i) % 83}`,
      ['no', 'yes', 'later'][(i + Math.floor(((i * 37) % 61) / 20) + ((i * 7) % 4)) % 3],
    ].join(),
  );
  return ['age,channel,active,signed,score,town,bought', ...rows, ''].join('\n');
}

function trainer(...words: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [TRAINER, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}.`);
}

main();

/**
 * Models of every kind as ONNX, under onnxruntime: it must answer what `predict` does; and the golden models of other
 * libraries. Installs it into an environment of its own; without Python it says that nothing was tested.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findPython, install, run } from '../../../../tools/python/environment.ts';
import { trainer as inTrainer, WORKSPACE } from '../run.ts';
import { writeGoldenModels } from './golden-models.ts';

const HERE = import.meta.dirname;
// The trainer starts two dozen times.
process.env['NODE_COMPILE_CACHE'] ??= join(WORKSPACE, 'node_modules/.cache/node-compile');
const HOUSES = join(WORKSPACE, 'examples/houses.csv');
const IRIS = join(WORKSPACE, 'libs/data/datasets/iris.csv');

/** Relative, above 0.001: rounding of float64, and of float32 where sums are rounded to it. */
const EXACT = 1e-12;
const ROUNDED = 1e-6;

interface Case {
  readonly name: string;
  readonly data: string;
  /** How the model is made. */
  readonly make: readonly [command: string, ...options: readonly string[]];
  readonly opset: 15 | 21;
  /** That training must have chosen. */
  readonly learner?: string;
}

async function main(): Promise<void> {
  if (findPython() === undefined) {
    console.error('NOT TESTED: models as ONNX under onnxruntime. Found no Python 3.11.');
    return;
  }
  const python = join(install(HERE), 'python');
  const folder = mkdtempSync(join(tmpdir(), 'lambda-forest-onnx-'));
  try {
    const mixed = join(folder, 'mixed.csv');
    writeFileSync(mixed, mixedTable());
    const noisy = join(folder, 'noisy.csv');
    writeFileSync(noisy, noisyTable());
    for (const each of casesOf(mixed, noisy)) await check(each, folder, python);
    const golden = join(folder, 'golden.jsonl');
    const refused = writeGoldenModels(golden);
    run(python, [join(HERE, 'check_golden.py'), golden]);
    console.log(`ONNX has no operator for the golden models ${refused.join(', ')}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function casesOf(mixed: string, noisy: string): readonly Case[] {
  const forest = ['--learner=forest', '--n-estimators=20', '--n-jobs=1'];
  const boosting = ['--learner=boosting', '--n-jobs=1'];
  const train = (data: string, target: string, learner: readonly string[]): Case['make'] => [
    'train',
    ...[`--data=${data}`, `--target=${target}`, ...learner],
  ];
  const blended = train(noisy, 'price', ['--folds=2', '--n-jobs=1']);
  const xgboost = join(WORKSPACE, 'examples/houses-xgboost.json');
  return [
    { name: 'iris', data: IRIS, make: train(IRIS, 'species', forest), opset: 21 },
    { name: 'mixed-15', data: mixed, make: train(mixed, 'bought', forest), opset: 15 },
    { name: 'houses', data: HOUSES, make: train(HOUSES, 'price', forest), opset: 21 },
    { name: 'houses-boosted', data: HOUSES, make: train(HOUSES, 'price', boosting), opset: 21 },
    { name: 'houses-xgboost', data: HOUSES, make: ['import', `--from=${xgboost}`], opset: 21 },
    { name: 'mixed', data: mixed, make: train(mixed, 'bought', forest), opset: 21 },
    { name: 'blend', data: noisy, make: blended, opset: 21, learner: 'blend' },
    { name: 'blend-15', data: noisy, make: blended, opset: 15, learner: 'blend' },
    { name: 'mixed-boosted', data: mixed, make: train(mixed, 'bought', boosting), opset: 21 },
  ];
}

async function check(
  { name, data, make: [command, ...options], opset, learner }: Case,
  folder: string,
  python: string,
): Promise<void> {
  const model = join(folder, name);
  const onnx = join(folder, `${name}.onnx`);
  const predictions = join(folder, `${name}-predictions.csv`);
  await trainer(command, ...options, `--output-dir=${model}`, `--name=${name}`);
  if (learner !== undefined) requireLearner(model, learner);
  await trainer('export', `--model=${model}`, `--opset=${opset}`, `--output=${onnx}`);
  await trainer('predict', `--model=${model}`, `--data=${data}`, `--out=${predictions}`);
  const tolerance = String(opset === 21 ? EXACT : ROUNDED);
  run(python, [join(HERE, 'check.py'), onnx, data, predictions, tolerance]);
}

function requireLearner(model: string, learner: string): void {
  const metadata = readFileSync(join(model, 'metadata.json'), 'utf8');
  const { learner: found } = JSON.parse(metadata) as { learner: string };
  if (found !== learner) throw new Error(`Found ${found} in ${model}, expected ${learner}.`);
}

/** Of so much chance that a forest and boosted trees are about as good, and their mean is chosen. */
function noisyTable(): string {
  const rows = Array.from({ length: 150 }, (_, i) => {
    const [size, age, kind] = [i % 97, (i * 31) % 89, ['a', 'b', ''][i % 3]!];
    const value = 3 * size + 40 * Math.sin(age / 9) + (kind === 'b' ? 50 : 0);
    return [size, age, kind, (value + 120 * Math.sin(i * i)).toFixed(3)].join();
  });
  return ['size,age,kind,price', ...rows, ''].join('\n');
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

async function trainer(command: string, ...words: readonly string[]): Promise<void> {
  const { code, stderr } = await inTrainer(WORKSPACE, command, ...words);
  if (code !== 0) throw new Error(`${command} ${words.join(' ')} ended with ${code}: ${stderr}`);
}

await main();

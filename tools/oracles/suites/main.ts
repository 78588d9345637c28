/**
 * A program: our readers of models against the models that other projects test theirs with.
 *
 *     npx nx run interop:suites -- --folder=PATH
 *
 * PATH holds checkouts of those projects, each in a folder of its name; nothing of them is kept here. A project that is
 * not there is named, with the command that gets it. Ends with 1 if a model is not read, or not refused, as expected, or
 * answers differ by more than the library's arithmetic and the digits in the file explain.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defineCommand, path, runProgram } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';
import { LambdaForestError } from '@lambda-forest/text';

import { compareAnswers, readModel, readNumbers, readRows } from './compare.ts';
import { SUITES } from './suites.ts';
import type { SuiteCase } from './suites.ts';

const WORKSPACE = join(import.meta.dirname, '../../..');
const TRAINER = join(WORKSPACE, 'apps/trainer/src/main.ts');
/** Relative above 1: files of answers have 15 digits and more. */
const TOLERANCE = 1e-9;

const suites = defineCommand({
  options: {
    folder: { kind: path('DIR'), default: 'suites', description: 'Holds the checkouts.' },
  },
  run({ folder }, shell) {
    runSuites(resolve(folder), shell);
    return Promise.resolve();
  },
});

await runProgram(
  {
    name: 'npx node tools/oracles/suites/main.ts',
    summary: 'Models that other projects test theirs with, read by our readers.',
    commands: {
      run: { summary: 'Reads and compares them.', load: () => Promise.resolve(suites) },
    },
  },
  process,
);

function runSuites(folder: string, shell: Shell): void {
  const counts = { ok: 0, FAIL: 0, MISSING: 0 };
  for (const { name, get, cases } of SUITES) {
    const suite = join(folder, name);
    if (!existsSync(suite)) {
      shell.say(`${name}: NOT CHECKED. Get it with: ${get} ${suite}`);
      continue;
    }
    for (const each of cases) {
      const outcome = tried(suite, each);
      counts[outcome.mark]++;
      shell.say(`${outcome.mark.padEnd(7)}  ${name}  ${each.model}  ${outcome.text}`);
    }
  }
  shell.say(
    `${counts.ok} models as expected, ${counts.FAIL} not, ${counts.MISSING} not in the checkouts`,
  );
  if (counts.FAIL > 0)
    throw new LambdaForestError('MODELS_FAILED', 'Some models are not as expected.', {
      remedy: 'Their lines begin with FAIL.',
    });
}

interface Outcome {
  readonly mark: 'ok' | 'FAIL' | 'MISSING';
  readonly text: string;
}

function markOf(isRight: boolean): Outcome['mark'] {
  return isRight ? 'ok' : 'FAIL';
}

function tried(suite: string, each: SuiteCase): Outcome {
  const path = join(suite, each.model);
  if (!isThere(path)) return { mark: 'MISSING', text: 'not in this checkout' };
  try {
    return 'table' in each ? check(suite, each) : read(suite, path, each);
  } catch (error) {
    const text = (error as Error).message;
    return { mark: markOf('refused' in each && each.refused.test(text)), text: `refused: ${text}` };
  }
}

function read(
  suite: string,
  path: string,
  each: Exclude<SuiteCase, { readonly table: string }>,
): Outcome {
  const model = readModel(path);
  const what = `${model.library} ${model.version} ${model.objective}, ${model.columns.length} features, ${model.forest.treeStart.length - 1} trees`;
  if ('refused' in each) return { mark: 'FAIL', text: `read: ${what}` };
  if ('reads' in each) return { mark: 'ok', text: `read, not compared: ${what}` };
  const rows = readRows(
    readFileSync(join(suite, each.rows), 'utf8'),
    each.form,
    model.forest.featureCount,
  );
  const answers = readNumbers(readFileSync(join(suite, each.answers), 'utf8'));
  const { rows: count, difference } = compareAnswers(model, rows, answers, each.are);
  return {
    mark: markOf(difference <= TOLERANCE),
    text: `${count} rows of ${each.are}, largest difference ${difference.toPrecision(2)}: ${what}`,
  };
}

/** A snapshot may lack large files, such as a folder's nodes. */
function isThere(path: string): boolean {
  if (!existsSync(path)) return false;
  return !statSync(path).isDirectory() || readdirSync(path).some((file) => file.includes('nodes-'));
}

/** By the real command, which reads names, compares, and fails on a difference. */
function check(suite: string, each: Extract<SuiteCase, { readonly table: string }>): Outcome {
  const output = mkdtempSync(join(tmpdir(), 'lambda-forest-suites-'));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      TRAINER,
      'import',
      `--from=${join(suite, each.model)}`,
      `--data=${join(suite, each.table)}`,
      `--target=${each.target}`,
      `--check=${join(suite, each.predictions)}`,
      `--output-dir=${join(output, 'model')}`,
    ],
    { encoding: 'utf8' },
  );
  rmSync(output, { recursive: true, force: true });
  const said = /^Checked.*$/m.exec(stdout + stderr)?.[0];
  return { mark: markOf(status === 0), text: (status === 0 ? said : stderr.trim()) ?? '' };
}

/**
 * Models that six libraries make of random tables with random parameters, imported, beside what the libraries predict:
 *
 *     npx nx run interop:random -- --count=100 --seed=1
 *     npx nx run interop:random -- --count=100 --seed=1 --library=onnx
 *
 * It prints a line for each library, and ends with 1 if a model is refused or answers outside the bounds of
 * docs/import.md. Without Python 3 it prints that nothing was checked and ends with 0.
 */
import { createReadStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { choice, defineCommand, integer, runProgram } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';
import { LambdaForestError } from '@lambda-forest/text';

import { run } from '../../python/environment.ts';
import { withPython } from '../with-python.ts';
import { compareCase } from './compare.ts';
import type { RandomCase } from './compare.ts';

const LIBRARIES = ['xgboost', 'lightgbm', 'scikit-learn', 'onnx', 'catboost', 'ydf'] as const;

const random = defineCommand({
  options: {
    count: { kind: integer(1, 1e6), default: 100, description: 'Models of each library.' },
    seed: {
      kind: integer(0, 1e9),
      default: 1,
      description: 'The same seed makes the same models.',
    },
    library: { kind: choice(...LIBRARIES), description: 'One library.', defaultText: 'all' },
  },
  async run({ count, seed, library }, shell) {
    const script = join(import.meta.dirname, 'make.py');
    const code = await withPython(
      'RANDOM MODELS NOT CHECKED',
      import.meta.dirname,
      async (python, folder) => {
        let failures = 0;
        for (const each of library === undefined ? LIBRARIES : [library]) {
          const file = join(folder, each);
          run(python, [script, each, String(seed), String(count), file]);
          failures += await report(each, file, shell);
          rmSync(file);
        }
        return failures === 0 ? 0 : 1;
      },
    );
    if (code !== 0)
      throw new LambdaForestError('MODELS_FAILED', 'Some models are not as expected.', {
        remedy: 'Read what stands above.',
      });
  },
});

await runProgram(
  {
    name: 'npx node tools/oracles/random/main.ts',
    summary: 'Models that six libraries make of random tables, imported.',
    commands: {
      run: { summary: 'Makes them and compares answers.', load: () => Promise.resolve(random) },
    },
  },
  process,
);

/** @returns how many models differ, or are refused */
async function report(library: string, file: string, shell: Shell): Promise<number> {
  let models = 0;
  let rows = 0;
  let largest = 0;
  let failures = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const drawn = JSON.parse(line) as RandomCase;
    const { problem, ...found } = compareCase(drawn);
    if (problem !== undefined) {
      failures++;
      shell.say(`${library}, model ${models}: ${problem} (${drawn.what})`);
    }
    models++;
    rows += found.rows;
    largest = Math.max(largest, found.largestDifference);
  }
  shell.say(
    `${library.padEnd(12)} ${models} models, ${rows} rows, largest difference ${largest.toExponential(1)}, ${failures} failures`,
  );
  return failures + (models === 0 ? 1 : 0);
}

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
import { parseArgs } from 'node:util';

import { run } from '../../python/environment.ts';
import { withPython } from '../with-python.ts';
import { compareCase } from './compare.ts';
import type { RandomCase } from './compare.ts';

const LIBRARIES = ['xgboost', 'lightgbm', 'scikit-learn', 'onnx', 'catboost', 'ydf'];

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      library: { type: 'string', multiple: true, default: LIBRARIES },
    },
  });
  const unknown = values.library.find((each) => !LIBRARIES.includes(each));
  if (unknown !== undefined) {
    console.error(`Found --library=${unknown}, expected one of ${LIBRARIES.join(', ')}.`);
    return 2;
  }
  const script = join(import.meta.dirname, 'make.py');
  return withPython('RANDOM MODELS NOT CHECKED', import.meta.dirname, async (python, folder) => {
    let failures = 0;
    for (const library of values.library) {
      const file = join(folder, library);
      run(python, [script, library, values.seed, values.count, file]);
      failures += await report(library, file);
      rmSync(file);
    }
    return failures === 0 ? 0 : 1;
  });
}

/** @returns how many models differ, or are refused */
async function report(library: string, file: string): Promise<number> {
  let models = 0;
  let rows = 0;
  let largest = 0;
  let failures = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const drawn = JSON.parse(line) as RandomCase;
    const { problem, ...found } = compareCase(drawn);
    if (problem !== undefined) {
      failures++;
      console.error(`${library}, model ${models}: ${problem} (${drawn.what})`);
    }
    models++;
    rows += found.rows;
    largest = Math.max(largest, found.largestDifference);
  }
  console.log(
    `${library.padEnd(12)} ${models} models, ${rows} rows, largest difference ${largest.toExponential(1)}, ${failures} failures`,
  );
  return failures + (models === 0 ? 1 : 0);
}

/**
 * Sends what Schemathesis makes of our OpenAPI document to the service, with all of its checks: no answer may be other
 * than the document says, no request that fits it may be refused, and none that does not may be accepted. Installs
 * Schemathesis into an environment of its own; without Python it says that nothing was tested.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { findPython, install } from '../../../../tools/python/environment.ts';
import { FLOWERS, HOUSES, MARKS, PAINTS, PRINTS, TOWNS } from '../models.ts';
import { trainMixed } from '../train-mixed.ts';
import { whileAtFunctionUrl } from './function-url.ts';

const HERE = import.meta.dirname;

const MODELS: Readonly<Record<string, () => Uint8Array>> = {
  'columns of every kind': () => readModel(trainMixed()),
  'a text and names': () => PRINTS,
  'a category, and quantities that may be missing': () => PAINTS,
  'a single category': () => TOWNS,
  'a single quantity that may be missing': () => MARKS,
  'quantities to classes': () => FLOWERS,
  'quantities to a quantity': () => HOUSES,
};

process.exitCode = await main();

async function main(): Promise<number> {
  if (findPython() === undefined) {
    console.error('NOT TESTED: the API with Schemathesis. Found no Python 3.11.');
    return 0;
  }
  const programs = install(HERE);
  const codes: number[] = [];
  for (const [name, model] of Object.entries(MODELS)) {
    console.log(`-- ${name}`);
    codes.push(await whileAtFunctionUrl(model(), (url) => check(programs, url)));
  }
  return Math.max(...codes);
}

function readModel(folder: string): Uint8Array {
  return readFileSync(join(folder, 'model.forest'));
}

async function check(programs: string, url: string): Promise<number> {
  const args = [
    ...['--config-file', join(HERE, 'schemathesis.toml')],
    ...['run', `${url}/openapi.json`],
    ...['--seed', '42', '--max-examples', '25', '--workers', '1', '--no-color'],
    ...['--phases', 'examples,coverage,fuzzing', '--suppress-health-check', 'all'],
  ];
  // A terminal that cannot go back makes it print one line a step instead of a picture many times a second.
  const program = spawn(join(programs, 'schemathesis'), args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: join(HERE, '.venv'),
    env: { ...process.env, TERM: 'dumb' },
  });
  const closed = once(program, 'close');
  const printed = await text(program.stdout);
  // Its frames of "=" are pytest's: who looks for pytest's last line would read there that no test ran.
  process.stdout.write(printed.replace(/^=+ (.+?) =+$/gm, '-- $1'));
  const [code] = (await closed) as [number | null];
  return code ?? 1;
}

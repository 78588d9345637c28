/**
 * Sends what Schemathesis makes of our OpenAPI document to the served API: no answer may be other than the document
 * says, no request that fits it may be refused, and none that does not may be accepted. Installs Schemathesis into an
 * environment of its own; without Python it says that nothing was tested.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { ensureEnvironment, findPython } from '../python.ts';
import { whileServed } from '../served.ts';
import { trainMixed } from '../train-mixed.ts';

const HERE = import.meta.dirname;
const VENV = join(HERE, '../../.venv');

process.exitCode = await main();

async function main(): Promise<number> {
  const python = findPython();
  if (python === undefined) {
    console.error('NOT TESTED: the API with Schemathesis. Found no Python 3.');
    return 0;
  }
  const programs = ensureEnvironment(python, VENV, join(HERE, 'requirements.txt'));
  const mixed = trainMixed();
  const codes = [
    await whileServed(['--model=iris'], (url) => check(programs, url)),
    await whileServed([`--model=${mixed}`], (url) => check(programs, url)),
  ];
  return Math.max(...codes);
}

/** All checks but one: API Gateway answers another method with 404, not 405. */
function check(programs: string, url: string): number {
  const { status, stdout } = spawnSync(
    join(programs, 'schemathesis'),
    [
      ...['run', `${url}/openapi.json`],
      ...['--exclude-checks', 'unsupported_method'],
      ...['--seed', '42', '--max-examples', '50', '--workers', '1', '--no-color'],
      ...['--phases', 'examples,coverage,fuzzing', '--suppress-health-check', 'all'],
    ],
    // A terminal that cannot go back makes it print one line a step instead of a picture many times a second.
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      cwd: VENV,
      env: { ...process.env, TERM: 'dumb' },
    },
  );
  // Its frames of "=" are pytest's: who looks for pytest's last line would read there that no test ran.
  process.stdout.write(stdout.replace(/^=+ (.+?) =+$/gm, '-- $1'));
  return status ?? 1;
}

/**
 * The virtual environment of the Python peers. `nx run bench:install-peers` makes it; measuring only
 * looks for it and downloads nothing.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { BenchError } from '../errors.ts';

const BENCH = join(import.meta.dirname, '..', '..');
const FOLDER = join(BENCH, '.venv');
const REQUIREMENTS = join(BENCH, 'requirements.txt');
/** A copy of the installed requirements: written last, so that an incomplete environment is made again. */
const INSTALLED = join(FOLDER, 'installed-requirements.txt');

/** The environment's Python. */
export const PYTHON =
  process.platform === 'win32'
    ? join(FOLDER, 'Scripts', 'python.exe')
    : join(FOLDER, 'bin', 'python');

/** Whether the environment exists, with exactly the packages of requirements.txt. */
export function isPythonReady(): boolean {
  return existsSync(INSTALLED) && readFileSync(INSTALLED).equals(readFileSync(REQUIREMENTS));
}

/**
 * Makes the environment, from scratch if its packages differ.
 *
 * @throws {BenchError} without Python 3, or if a step fails
 */
export function installPython(): void {
  if (isPythonReady()) return;
  const python = ['python3', 'python'].find(
    (command) => spawnSync(command, ['-c', 'import venv']).status === 0,
  );
  if (python === undefined) {
    throw new BenchError('Found no Python 3.', 'Install Python 3.11 or newer.');
  }
  run(python, ['-m', 'venv', '--clear', FOLDER]);
  run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS]);
  copyFileSync(REQUIREMENTS, INSTALLED);
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status === 0) return;
  throw new BenchError(
    `Found "${[command, ...args].join(' ')}" ending with ${status ?? 'a signal'}.`,
    'See its own message above.',
  );
}

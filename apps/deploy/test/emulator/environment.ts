/** The virtual environment that MiniStack runs in: made when it is first needed, and again when a version changes. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const HERE = import.meta.dirname;
const VENV = join(HERE, '.venv');
const REQUIREMENTS = join(HERE, 'requirements.txt');

/** A copy of what is installed: written last, so that half an environment is made again. */
const INSTALLED = join(VENV, 'installed-requirements.txt');

/** The emulator's program. */
export const MINISTACK = join(VENV, 'bin', 'ministack');

/** MiniStack's own lower bound. */
const MIN_PYTHON_MINOR = 10;

/** What Vitest calls once, before all tests. */
export function setup(): void {
  const isCurrent =
    existsSync(INSTALLED) && readFileSync(INSTALLED).equals(readFileSync(REQUIREMENTS));
  if (isCurrent) return;
  run(findPython(), '-m', 'venv', '--clear', VENV);
  const python = join(VENV, 'bin', 'python');
  run(python, '-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS);
  copyFileSync(REQUIREMENTS, INSTALLED);
}

function findPython(): string {
  const found = ['python3', 'python'].find((command) => {
    const run = spawnSync(command, ['--version'], { encoding: 'utf8' });
    const [, minor] = run.error === undefined ? (/^Python 3\.(\d+)/.exec(run.stdout) ?? []) : [];
    return Number(minor) >= MIN_PYTHON_MINOR;
  });
  if (found === undefined) {
    throw new Error(
      `Found no Python, expected 3.${MIN_PYTHON_MINOR} or newer: the emulator is a Python program.`,
    );
  }
  return found;
}

function run(command: string, ...args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}.`);
}

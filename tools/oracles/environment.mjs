/** The Python of the oracles: a virtual environment at tools/oracles/.venv with exactly the packages of requirements.txt. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ORACLES = import.meta.dirname;
const VENV = join(ORACLES, '.venv');
const REQUIREMENTS = join(ORACLES, 'requirements.txt');
/** A copy of the installed requirements: written last, so that an incomplete environment is made again. */
const INSTALLED = join(VENV, 'installed-requirements.txt');

/** @returns {string | undefined} the command that starts Python 3 */
export function findPython() {
  return ['python3', 'python'].find((command) => {
    const { stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
    return /^Python 3\./.test(stdout ?? '');
  });
}

/**
 * @param {string} python
 * @returns {string} the virtual environment's Python
 */
export function ensureEnvironment(python) {
  const venvPython = join(
    VENV,
    ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
  );
  const isCurrent =
    existsSync(INSTALLED) && readFileSync(INSTALLED).equals(readFileSync(REQUIREMENTS));
  if (!isCurrent) {
    run(python, ['-m', 'venv', '--clear', VENV]);
    run(venvPython, ['-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS]);
    copyFileSync(REQUIREMENTS, INSTALLED);
  }
  return venvPython;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @throws {Error} if it cannot be started or ends with another code than 0
 */
export function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (status === 0) return;
  const reason = error?.message ?? `it ended with ${status ?? 'a signal'}`;
  const line = [command, ...args].join(' ');
  throw new Error(`Could not run "${line}": ${reason}. See its own message above.`);
}

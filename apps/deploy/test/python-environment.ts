/** Programs in Python that a check needs, in a virtual environment of their own. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MIN_PYTHON_MINOR = 10;

/**
 * Makes the environment `.venv` in a folder with exactly what its `requirements.txt` says, unless it is there.
 *
 * @returns the folder of the environment's programs
 */
export function pythonEnvironment(folder: string): string {
  const requirements = join(folder, 'requirements.txt');
  const environment = join(folder, '.venv');
  const programs = join(environment, process.platform === 'win32' ? 'Scripts' : 'bin');
  // A copy of what is installed: written last, so that half an environment is made again.
  const installed = join(environment, 'installed-requirements.txt');
  if (existsSync(installed) && readFileSync(installed).equals(readFileSync(requirements))) {
    return programs;
  }
  run(findPython(), '-m', 'venv', '--clear', environment);
  run(join(programs, 'python'), '-m', 'pip', 'install', '--quiet', '--requirement', requirements);
  copyFileSync(requirements, installed);
  return programs;
}

function findPython(): string {
  const found = ['python3', 'python'].find((command) => {
    const { error, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
    if (error !== undefined) return false;
    const [, minor] = /^Python 3\.(\d+)/.exec(stdout) ?? [];
    return Number(minor) >= MIN_PYTHON_MINOR;
  });
  if (found === undefined) {
    throw new Error(`Found no Python, expected 3.${MIN_PYTHON_MINOR} or newer.`);
  }
  return found;
}

function run(command: string, ...args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}.`);
}

/** Python with packages of its own, for what is tested with other people's programs. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The command of Python 3, or undefined if there is none. */
export function findPython(): string | undefined {
  return ['python3', 'python'].find((command) =>
    spawnSync(command, ['--version'], { encoding: 'utf8' }).stdout.startsWith('Python 3.'),
  );
}

/**
 * Installs packages into an environment, once.
 *
 * @param folder of the environment
 * @param requirements a file of pip's
 * @returns the folder of its programs
 */
export function ensureEnvironment(python: string, folder: string, requirements: string): string {
  const programs = join(folder, 'bin');
  // A copy of what is installed: written last, so that half an environment is made again.
  const installed = join(folder, 'installed-requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return programs;
  rmSync(folder, { recursive: true, force: true });
  run(python, ['-m', 'venv', folder]);
  run(join(programs, 'pip'), ['install', '--quiet', '--requirement', requirements]);
  copyFileSync(requirements, installed);
  return programs;
}

/** @throws if the command fails */
export function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ended with ${status}.`);
}

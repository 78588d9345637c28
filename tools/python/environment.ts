/**
 * Programs in Python that a tool or a check needs: in the virtual environment `.venv` of a folder, with exactly the
 * packages of the `requirements.txt` beside it.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The oldest that all the requirements run on. */
const MIN_MINOR = 11;

/** The command that starts a Python that is new enough; undefined if there is none. */
export function findPython(): string | undefined {
  return ['python3', 'python'].find((command) => {
    const { stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
    return Number(/^Python 3\.(\d+)/.exec(stdout)?.[1]) >= MIN_MINOR;
  });
}

/** The environment's folder of programs, such as `python`. */
export function programsOf(folder: string): string {
  return join(folder, '.venv', process.platform === 'win32' ? 'Scripts' : 'bin');
}

/** Whether the environment exists, with what `requirements.txt` says now. */
export function isInstalled(folder: string): boolean {
  const { requirements, installed } = filesOf(folder);
  return existsSync(installed) && readFileSync(installed).equals(readFileSync(requirements));
}

/**
 * Makes the environment unless it is installed, from scratch if its packages differ.
 *
 * @returns `programsOf(folder)`
 * @throws {Error} without a Python that is new enough, or if a step fails
 */
export function install(folder: string): string {
  const programs = programsOf(folder);
  if (isInstalled(folder)) return programs;
  const python = findPython();
  if (python === undefined) {
    throw new Error(`Found no Python, expected 3.${MIN_MINOR} or newer. Install it.`);
  }
  const { environment, requirements, installed } = filesOf(folder);
  // A pip that is there serves every environment, and what is not compiled now is compiled when it is imported: both
  // together take a quarter of the time.
  const hasPip = spawnSync(python, ['-m', 'pip', '--version']).status === 0;
  run(python, ['-m', 'venv', '--clear', ...(hasPip ? ['--without-pip'] : []), environment]);
  const [command, ...words] = hasPip
    ? ([python, '-m', 'pip', '--python', environment] as const)
    : ([join(programs, 'pip')] as const);
  run(command, [...words, 'install', '--quiet', '--no-compile', '-r', requirements]);
  copyFileSync(requirements, installed);
  return programs;
}

/** What a program in Python is started with: what it compiles of its packages serves the next one. */
export function pythonEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, PYTHONPYCACHEPREFIX: join(tmpdir(), 'lambda-forest-pycache') };
}

/**
 * Runs a program in Python, its output shown.
 *
 * @throws {Error} if it cannot be started or ends with another code than 0
 */
export function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: pythonEnvironment(),
  });
  if (status === 0) return;
  const reason = error?.message ?? `it ended with ${status ?? 'a signal'}`;
  throw new Error(`Could not run "${[command, ...args].join(' ')}": ${reason}.`);
}

function filesOf(folder: string) {
  const environment = join(folder, '.venv');
  return {
    environment,
    requirements: join(folder, 'requirements.txt'),
    // A copy of what is installed: written last, so that an incomplete environment is made again.
    installed: join(environment, 'installed-requirements.txt'),
  };
}

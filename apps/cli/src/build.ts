import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

import { withFolder } from '@lambda-forest/trainer/folder-lock';

import { PreparationError } from './errors.ts';

/** An Nx project whose target `build` writes a file. Paths are from the workspace's root. */
export interface Build {
  readonly project: string;
  /** A file that every build writes. */
  readonly output: string;
  /** Files and folders that it is built from. */
  readonly sources: readonly string[];
}

/** Neither sources nor worth the time to look into. */
const SKIPPED = new Set(['node_modules', 'dist', 'test', 'golden', 'datasets']);

/** Where the process that builds has its lock, of all builds: Nx does not expect that another one runs. */
const LOCK_FOLDER = 'node_modules/.cache/lambda-forest/build';
/** All builds of a fresh clone take half a minute on a quiet machine. */
const PATIENCE_MS = 600_000;

const ERASE_LINE = '\r\u001b[2K';

/**
 * Builds a project if its output is missing or older than one of its sources. Nx is asked only then: it takes
 * seconds to find out that nothing is to be done. Of programs that want to build at the same time, one does.
 *
 * @param build does it; Nx by default
 * @throws {PreparationError} if it cannot be built; what Nx printed goes to stderr
 */
export async function buildIfStale(
  root: string,
  wanted: Build,
  build: (root: string, wanted: Build) => void = buildByNx,
): Promise<void> {
  if (isFresh(root, wanted)) return;
  const work = () => {
    if (!isFresh(root, wanted)) build(root, wanted); // unless the one before has done it
    return Promise.resolve();
  };
  await withFolder(join(root, LOCK_FOLDER), work, {
    patienceMs: PATIENCE_MS,
    remedy: 'Make it a folder that can be written to.',
  });
}

function isFresh(root: string, { output, sources }: Build): boolean {
  const time = statSync(join(root, output), { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
  return sources.every((source) => newest(join(root, source)) <= time);
}

function buildByNx(root: string, { project, output }: Build): void {
  const isTerminal = process.stderr.isTTY;
  if (isTerminal) process.stderr.write(`Building ${project} ...`);
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [nx, 'run', `${project}:build`], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (isTerminal) process.stderr.write(ERASE_LINE);
  if (status !== 0) {
    process.stderr.write(stdout);
    process.stderr.write(stderr);
    throw new PreparationError(`the build of ${project} failed`, 'Read what Nx printed above.');
  }
  // Nx leaves a file alone that is as it should be, however old it is.
  const now = new Date();
  utimesSync(join(root, output), now, now);
}

/** When a file, or any file below a folder, was changed last; in milliseconds since 1970. */
function newest(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const entries = readdirSync(path).filter((name) => !SKIPPED.has(name));
  return Math.max(-Infinity, ...entries.map((name) => newest(join(path, name))));
}

/** This process's, without what an Nx that runs us says of its own task. */
function environment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env);
  return Object.fromEntries(
    entries.filter(([name]) => !name.startsWith('NX_') || /^NX_(DAEMON|CACHE)/.test(name)),
  );
}

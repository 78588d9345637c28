import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { latestPath } from '@lambda-forest/artifacts';
import type { Values } from '@lambda-forest/cli';

import { buildIfStale } from './build.ts';
import type { Build } from './build.ts';
import { bundleProgram } from './bundle.ts';
import { PreparationError } from './errors.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PROGRAM = join(ROOT, 'apps/cli/bin/lambda-forest.cjs');

const KERNEL: Build = {
  project: 'histogram',
  output: 'libs/histogram/dist/boosting.mjs', // an old build has kernel.mjs alone
  sources: ['libs/histogram/kernel', 'libs/histogram/package.json', 'package-lock.json'],
};
/** The functions of an app. */
const bundleOf = (project: string): Build => ({
  project,
  output: `dist/apps/${project}/handler.cjs`,
  sources: [`apps/${project}/src`, `apps/${project}/project.json`, 'libs', 'package-lock.json'],
});
const SERVICE = bundleOf('inference');
const BATCH = bundleOf('batch');
const TRAINING = bundleOf('trainer');
const PAGE: Build = {
  project: 'playground',
  output: 'dist/apps/playground/index.html',
  sources: ['apps/playground', 'libs', 'package-lock.json'],
};

/** What has to be built for a command. The commands that are not here need nothing. */
export const BUILDS: Readonly<Record<string, readonly Build[]>> = {
  train: [KERNEL],
  serve: [SERVICE, PAGE],
  package: [SERVICE],
  synth: [BATCH, TRAINING, KERNEL],
  diff: [BATCH, TRAINING, KERNEL],
  deploy: [BATCH, TRAINING, KERNEL],
};

/** A command that takes long enough to bundle the program for those after it. */
const BUNDLES = 'train';

/** Commands that the first person to try them starts without a model. */
const NEEDS_MODEL = new Set(['serve', 'package']);

/**
 * Builds what a command needs and is missing or older than its sources, and trains the model of Iris where it is the
 * one that is needed and does not exist.
 *
 * @throws {PreparationError}
 */
export async function prepare(command: string, { model }: Values): Promise<void> {
  for (const build of BUILDS[command] ?? []) await buildIfStale(ROOT, build);
  // Where it cannot be written, commands start from the sources.
  if (command === BUNDLES) await bundleProgram(ROOT).catch(() => undefined);
  if (NEEDS_MODEL.has(command) && isIris(model)) trainIris();
}

/** Whether the option means the latest Iris, as it does where it is left out. */
function isIris(model: unknown): boolean {
  const { name, version } = (model ?? {}) as { name?: unknown; version?: unknown };
  return name === 'iris' && version === undefined;
}

function trainIris(): void {
  if (existsSync(join(ROOT, 'artifacts', latestPath('iris')))) return;
  // What training prints goes to stderr: stdout is for the command that was called.
  const { status } = spawnSync(process.execPath, [PROGRAM, 'train'], { stdio: ['ignore', 2, 2] });
  if (status !== 0)
    throw new PreparationError('training a model of Iris failed', 'Read what it printed above.');
}

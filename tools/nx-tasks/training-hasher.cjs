// @ts-check
const { spawnSync } = require('node:child_process');
const { createHash, randomUUID } = require('node:crypto');
const { existsSync, realpathSync } = require('node:fs');
const { dirname, join, relative } = require('node:path');

const { workspaceRoot: root } = require('nx/src/devkit-exports');

const { findNode } = require('./find-node.cjs');
const { startedIn } = require('./started-in.cjs');

/** What `--data` calls standard input. */
const STDIN = '-';

/**
 * The hash of a training. Nx hashes sources by itself; what it cannot know is the content of the files that the
 * options name, and which files they make the trainer write. The trainer's command `plan` says both: see
 * docs/decisions/0002-training-as-an-nx-task.md.
 *
 * @param {import('nx/src/devkit-exports').Task} task
 * @param {import('nx/src/devkit-exports').HasherContext} context
 */
async function hashTraining(task, context) {
  // Options count by their values, which the plan holds, and not by how they were written.
  const bare = { ...task, overrides: {} };
  const base = await context.hasher.hashTask(bare, context.taskGraph, process.env);
  const plan = readPlan(typedOptions(task));
  const isCacheable =
    plan !== undefined &&
    plan.outputs.length > 0 && // another model is in the place: only the training can tell it from its own
    plan.inputs.every(({ path }) => path !== STDIN) && // it can be read once only
    plan.outputs.every(isRestorable);
  // Nx's own `outputs` can name values of options, but not the default name, which is that of the data file.
  task.outputs = isCacheable ? plan.outputs.map((path) => relative(root, path)) : [];
  // Nx repeats what was printed: progress on a terminal must not come back in a log file.
  const isTerminal = process.stdout.isTTY === true;
  const content = isCacheable ? JSON.stringify({ plan, isTerminal }) : randomUUID();
  return { ...base, value: createHash('sha256').update(`${base.value} ${content}`).digest('hex') };
}

/**
 * @param {import('nx/src/devkit-exports').Task} task
 * @returns {readonly string[]}
 */
function typedOptions({ overrides }) {
  /** @type {{ __overrides_unparsed__?: string[] }} */
  const { __overrides_unparsed__: typed = [] } = overrides;
  return typed;
}

/**
 * @typedef {object} Plan
 * @property {readonly { path: string, sha256: string }[]} inputs data files, absolute, with their content's hash
 * @property {readonly string[]} outputs files that training writes, absolute; empty where another model is in the place
 * @property {Readonly<Record<string, unknown>>} options every option with the value it has
 */

/**
 * @param {readonly string[]} args
 * @returns {Plan | undefined} undefined where something is wrong with the options: the training says what
 */
function readPlan(args) {
  const trainer = join(root, 'apps/trainer/src/main.ts');
  const { status, stdout } = spawnSync(findNode(root), [trainer, 'plan', ...args], {
    cwd: startedIn(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

/**
 * Nx can cache and restore files of the workspace only, and puts real folders where links were: a model written
 * elsewhere, or through a link, is trained every time.
 *
 * @param {string} path absolute
 * @returns {boolean}
 */
function isRestorable(path) {
  let folder = dirname(path);
  while (!existsSync(folder)) folder = dirname(folder);
  const inside = relative(root, folder);
  return !inside.startsWith('..') && realpathSync(folder) === join(realpathSync(root), inside);
}

module.exports = { default: hashTraining };

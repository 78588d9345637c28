// @ts-check
const { spawnSync } = require('node:child_process');
const { randomUUID } = require('node:crypto');

const { workspaceRoot: root } = require('nx/src/devkit-exports');

const { givenOptions, isDirectRun, startedIn } = require('./nx-arguments.cjs');
const { CANCELLED, findNode, TRAINER } = require('./trainer-process.cjs');

/**
 * The commands that are not cached: `inspect`, `predict`, `evaluate`, `compare`. A hasher runs inside the `nx`
 * process, before Nx has printed anything: for a plain `nx run trainer:<command>` the command is run right here, on
 * the streams of that process, and ends it. So a pipe from or to it carries data and nothing else, a terminal is a
 * terminal, and exit codes arrive as the trainer gave them, of which Nx would know only 1.
 *
 * As part of a larger run, such as `nx run-many`, it is left to the executor.
 *
 * @param {import('nx/src/devkit-exports').Task} task
 * @returns {Promise<import('nx/src/devkit-exports').Hash>}
 */
async function hashCommand(task) {
  const { target } = task.target;
  const given = givenOptions(target, task);
  if (isDirectRun(target)) {
    // Ctrl-C reaches the command too, which decides what to do about it.
    process.on('SIGINT', () => undefined).on('SIGTERM', () => undefined);
    const { status, error } = spawnSync(findNode(root), [TRAINER, target, ...given], {
      cwd: startedIn(),
      stdio: 'inherit',
    });
    if (error !== undefined) console.error(error.message);
    process.exit(status ?? (error === undefined ? CANCELLED : 1));
  }
  return { value: randomUUID(), details: { command: target, nodes: {} } };
}

module.exports = { default: hashCommand };

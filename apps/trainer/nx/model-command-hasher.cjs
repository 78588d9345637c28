// @ts-check
const { spawnSync } = require('node:child_process');
const { randomUUID } = require('node:crypto');

const { workspaceRoot: root } = require('nx/src/devkit-exports');

const { CANCELLED, findNode, TRAINER } = require('./trainer-process.cjs');

/** What `nx run` was told to run, if it was one of our targets. */
const directTarget = process.argv.find((word) => word.startsWith('trainer:'))?.split(':')[1];

/**
 * The commands that read a model and are not cached: `predict`, `evaluate` and others. A hasher runs inside the `nx`
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
  /** @type {{ __overrides_unparsed__?: string[] }} */
  const { __overrides_unparsed__: given = [] } = task.overrides;
  const { target } = task.target;
  if (directTarget === target) {
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

/**
 * The folder that relative paths are meant from. npm and npx go to the package around it before they start
 * anything, and leave a note.
 *
 * @returns {string}
 */
function startedIn() {
  const { npm_lifecycle_event: startedByNpm, INIT_CWD } = process.env;
  return startedByNpm !== undefined && INIT_CWD !== undefined ? INIT_CWD : process.cwd();
}

module.exports = { default: hashCommand };

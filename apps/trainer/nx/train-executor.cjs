// @ts-check
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { renameSync, writeFileSync } = require('node:fs');

const { CANCELLED, findNode, TRAINER } = require('./trainer-process.cjs');

/**
 * Runs the trainer with the options as they were typed. Its exit code goes into a file, because Nx itself
 * only passes on whether a task failed.
 *
 * @param {{ args: readonly string[], startedIn?: string, exitCodeFile?: string, isJson?: boolean }} options
 *   the last three come from the hasher
 * @param {import('nx/src/devkit-exports').ExecutorContext} context
 * @returns {Promise<{ success: boolean }>}
 */
async function train(options, context) {
  // With --json the document is printed once, from the file, after Nx is done: also on a cache hit.
  const stdout = options.isJson ? 'ignore' : 'inherit';
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    child.kill('SIGINT');
  };
  process.on('SIGINT', stop).on('SIGTERM', stop); // called from the event loop, when there is a child
  const child = spawn(findNode(context.root), [TRAINER, 'train', ...options.args], {
    cwd: options.startedIn ?? context.root,
    stdio: ['inherit', stdout, 'inherit'],
  });
  const [status, signal] = /** @type {[number | null, string | null]} */ (
    /** @type {unknown} */ (await once(child, 'close'))
  );
  process.off('SIGINT', stop).off('SIGTERM', stop);
  const code = status ?? (isStopped || signal === 'SIGINT' || signal === 'SIGTERM' ? CANCELLED : 1);
  if (options.exitCodeFile !== undefined) {
    // Nx may be reading it already, or end this process at any moment: the file is whole or not there.
    writeFileSync(`${options.exitCodeFile}.tmp`, String(code));
    renameSync(`${options.exitCodeFile}.tmp`, options.exitCodeFile);
  }
  return { success: code === 0 };
}

module.exports = { default: train };

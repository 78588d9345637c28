// @ts-check
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { openSync, renameSync, writeFileSync } = require('node:fs');

const { CANCELLED, findNode, TRAINER } = require('./trainer-process.cjs');

/**
 * Runs a command of the trainer with the options as they were typed. What it needs besides comes from the hasher.
 *
 * @param {{ args: readonly string[], command?: string, startedIn?: string, exitCodeFile?: string,
 *   stdinFile?: string, stdoutFile?: string }} options
 * @param {import('nx/src/devkit-exports').ExecutorContext} context
 * @returns {Promise<{ success: boolean }>}
 */
async function runCommand(options, context) {
  const { args, startedIn, exitCodeFile, stdinFile, stdoutFile } = options;
  const command = options.command ?? context.targetName ?? '';
  const stdin = stdinFile === undefined ? 'inherit' : openSync(stdinFile, 'r');
  const stdout = stdoutFile === undefined ? 'inherit' : openSync(stdoutFile, 'w');
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    child.kill('SIGINT');
  };
  process.on('SIGINT', stop).on('SIGTERM', stop); // called from the event loop, when there is a child
  const child = spawn(findNode(context.root), [TRAINER, command, ...args], {
    cwd: startedIn ?? context.root,
    stdio: [stdin, stdout, 'inherit'],
  });
  const [status, signal] = /** @type {[number | null, string | null]} */ (
    /** @type {unknown} */ (await once(child, 'close'))
  );
  process.off('SIGINT', stop).off('SIGTERM', stop);
  const code = status ?? (isStopped || signal !== null ? CANCELLED : 1);
  if (exitCodeFile !== undefined) {
    // As in train-executor.cjs: the file is whole or not there.
    writeFileSync(`${exitCodeFile}.tmp`, String(code));
    renameSync(`${exitCodeFile}.tmp`, exitCodeFile);
  }
  return { success: code === 0 };
}

module.exports = { default: runCommand };

// @ts-check
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const { findNode } = require('../../../tools/nx-tasks/find-node.cjs');

/**
 * Runs a command of a program, with the options as they were typed, where the hasher does not run it. Its exit code
 * goes into a file, because Nx itself only passes on whether a task failed.
 *
 * @param {{ program: string, command: string, args?: readonly string[], exitCodeFile?: string,
 *   isLeftOut?: boolean }} options the last two come from the hasher
 * @param {import('nx/src/devkit-exports').ExecutorContext} context
 * @returns {Promise<{ success: boolean }>}
 */
async function runProgram(options, context) {
  const { program, command, args = [], exitCodeFile, isLeftOut } = options;
  if (isLeftOut) return { success: true };
  const child = spawn(findNode(context.root), [join(context.root, program), command, ...args], {
    cwd: context.root,
    stdio: 'inherit',
  });
  // A terminal sends Ctrl-C to the program too; it stops cleanly at the first signal, however many come.
  const stop = () => void child.kill('SIGTERM');
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const [code] = /** @type {[number | null]} */ (
    /** @type {unknown} */ (await once(child, 'close'))
  );
  process.off('SIGINT', stop).off('SIGTERM', stop);
  if (exitCodeFile !== undefined) {
    // Nx may be reading it already, or end this process at any moment: the file is whole or not there.
    writeFileSync(`${exitCodeFile}.tmp`, String(code ?? 1));
    renameSync(`${exitCodeFile}.tmp`, exitCodeFile);
  }
  return { success: code === 0 };
}

module.exports = { default: runProgram };

// @ts-check
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { closeSync, openSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Runs a command of a program, with the options as they were typed, on the terminal that Nx was given. Its exit
 * code, and with --json its document, go into files, because Nx itself only passes on whether a task failed, and
 * prints around what a task prints.
 *
 * @param {{ program: string, command: string, args?: readonly string[], exitCodeFile?: string,
 *   documentFile?: string, isLeftOut?: boolean }} options the last three come from the hasher
 * @param {import('nx/src/devkit-exports').ExecutorContext} context
 * @returns {Promise<{ success: boolean }>}
 */
async function runProgram(options, context) {
  const { program, command, args = [], exitCodeFile, documentFile, isLeftOut } = options;
  if (isLeftOut) return { success: true };
  const stdout = documentFile === undefined ? 'inherit' : openSync(documentFile, 'w');
  const child = spawn('node', [join(context.root, program), command, ...args], {
    cwd: context.root,
    stdio: ['inherit', stdout, 'inherit'],
  });
  // A terminal sends Ctrl-C to the program too; it stops cleanly at the first signal, however many come.
  const stop = () => void child.kill('SIGTERM');
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const [code] = /** @type {[number | null]} */ (
    /** @type {unknown} */ (await once(child, 'close'))
  );
  process.off('SIGINT', stop).off('SIGTERM', stop);
  if (typeof stdout === 'number') closeSync(stdout);
  if (exitCodeFile !== undefined) {
    // Nx may be reading it already, or end this process at any moment: the file is whole or not there.
    writeFileSync(`${exitCodeFile}.tmp`, String(code ?? 1));
    renameSync(`${exitCodeFile}.tmp`, exitCodeFile);
  }
  return { success: code === 0 };
}

module.exports = { default: runProgram };

// @ts-check
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * Nx loads this module before it prints or runs anything: the last moment to keep stdout for the one document that
 * `--json` promises. What Nx says goes to stderr then.
 */
const isDocument =
  process.argv.includes('inference:package') && /^--json(=true)?$/m.test(process.argv.join('\n'));
const writeToStdout = process.stdout.write.bind(process.stdout);
if (isDocument) process.stdout.write = process.stderr.write.bind(process.stderr);

/**
 * A hasher is the one part of a task that runs inside the `nx` process: the place where the program's exit code
 * and its document survive Nx. It adds nothing to the hash, for nothing is cached here.
 *
 * @param {import('nx/src/devkit-exports').Task} task
 * @param {import('nx/src/devkit-exports').HasherContext} context
 */
async function hashProgram(task, context) {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-forest-'));
  const exitCodeFile = join(folder, 'exit-code');
  const documentFile = join(folder, 'document.json');
  const hash = await context.hasher.hashTask(task, context.taskGraph, process.env);
  Object.assign(task.overrides, { exitCodeFile, ...(isDocument && { documentFile }) });
  process.once('exit', () => {
    const code = existsSync(exitCodeFile) ? Number(readFileSync(exitCodeFile, 'utf8')) : undefined;
    if (code !== undefined && code !== 0) process.exitCode = code;
    if (isDocument && code === 0) writeToStdout(readFileSync(documentFile, 'utf8'));
    rmSync(folder, { recursive: true, force: true });
  });
  return hash;
}

module.exports = { default: hashProgram };

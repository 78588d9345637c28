// @ts-check
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const { packagingArguments } = require('./packaging-arguments.cjs');

/** The targets whose commands print one document with `--json`. */
const PRINTS_DOCUMENT =
  /^(inference:(package|deploy|smoke|versions|rollback)|deploy:(synth|diff))$/;

/** What the program ends with when it is stopped. */
const STOPPED = 130;

/**
 * Nx loads this module before it prints or runs anything, tasks that the command depends on included: the last
 * moment to keep stdout for the one document that `--json` promises. What Nx says goes to stderr then.
 */
const isDocument =
  process.argv.some((word) => PRINTS_DOCUMENT.test(word)) &&
  /^--json(=true)?$/m.test(process.argv.join('\n'));
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
  const isDirect = process.argv.includes(task.id);
  const keepsDocument = isDocument && isDirect;
  Object.assign(task.overrides, {
    exitCodeFile,
    ...(keepsDocument && { documentFile }),
    ...(!isDirect && task.id === 'inference:package' && packagingArguments(context.taskGraph)),
  });
  let isStopped = false;
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (isStopped = true));
  process.once('exit', () => {
    // The executor writes its code last: without one the command was stopped, or never started.
    const code = existsSync(exitCodeFile) ? Number(readFileSync(exitCodeFile, 'utf8')) : undefined;
    if (code !== undefined && code !== 0) process.exitCode = code;
    if (code === undefined && isStopped) process.exitCode = STOPPED;
    if (keepsDocument && code === 0) writeToStdout(readFileSync(documentFile, 'utf8'));
    rmSync(folder, { recursive: true, force: true });
  });
  return hash;
}

module.exports = { default: hashProgram };

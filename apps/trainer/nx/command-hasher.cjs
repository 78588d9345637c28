// @ts-check
const { randomUUID } = require('node:crypto');
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const {
  asksForJson,
  givenOptions,
  isDirectRun,
  keepStdin,
  readsStdin,
  startedIn,
} = require('./nx-arguments.cjs');
const { CANCELLED } = require('./trainer-process.cjs');

/** The trainer's commands that run through Nx, besides `train`, which has a hasher of its own. */
const COMMANDS = ['inspect'];

/** As in train-hasher.cjs: with `--json`, what Nx says goes to stderr. */
const writeToStdout = process.stdout.write.bind(process.stdout);
if (COMMANDS.some(isDirectRun) && asksForJson()) {
  process.stdout.write = process.stderr.write.bind(process.stderr);
}

/**
 * Hands a command of the trainer its options as they were typed, from the folder where Nx was started, and its exit
 * code back. Nothing is cached: such a command only shows.
 *
 * @param {import('nx/src/devkit-exports').Task} task
 * @param {import('nx/src/devkit-exports').HasherContext} context
 */
async function hashCommand(task, context) {
  const command = task.target.target;
  const args = givenOptions(command, task);
  task.overrides = { __overrides_unparsed__: [] };
  const base = await context.hasher.hashTask(task, context.taskGraph, process.env);
  const folder = mkdtempSync(join(tmpdir(), 'lambda-forest-'));
  const exitCodeFile = join(folder, 'exit-code');
  const stdoutFile = isDirectRun(command) && asksForJson() ? join(folder, 'stdout') : undefined;
  const stdinFile = readsStdin(args) ? keepStdin(join(folder, 'stdin')) : undefined;
  task.overrides = {
    __overrides_unparsed__: args,
    command,
    startedIn: startedIn(),
    exitCodeFile,
    stdinFile,
    stdoutFile,
  };
  let isCancelled = false;
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (isCancelled = true));
  process.once('exit', () => {
    if (existsSync(exitCodeFile)) process.exitCode = Number(readFileSync(exitCodeFile, 'utf8'));
    else if (isCancelled) process.exitCode = CANCELLED;
    if (stdoutFile !== undefined && existsSync(stdoutFile)) writeToStdout(readFileSync(stdoutFile));
    rmSync(folder, { recursive: true, force: true });
  });
  return { ...base, value: `${base.value}-${randomUUID()}` };
}

module.exports = { default: hashCommand };

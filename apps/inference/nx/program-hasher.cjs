// @ts-check
const { spawnSync } = require('node:child_process');
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const { workspaceRoot: root } = require('nx/src/devkit-exports');

const { findNode } = require('../../../tools/nx-tasks/find-node.cjs');
const { packagingArguments, typedOptions } = require('./packaging-arguments.cjs');

/** Every target that runs a command by this hasher, such as `inference:deploy`. */
const TARGETS = ['inference', 'deploy'].flatMap((app) => {
  /** @type {{ name: string, targets: Record<string, { executor?: string }> }} */
  const { name, targets } = JSON.parse(
    readFileSync(join(root, 'apps', app, 'project.json'), 'utf8'),
  );
  return Object.keys(targets)
    .filter((target) => targets[target]?.executor === './apps/inference:program')
    .map((target) => `${name}:${target}`);
});

/** What the program ends with when it is stopped. */
const STOPPED = 130;

/** Nx hides it while tasks run; whoever is asked something wants to see it. */
const SHOW_CURSOR = '\u001B[?25h';

/**
 * Nx loads this module before it prints or runs anything, tasks that the command depends on included: the last
 * moment to keep stdout for the one document that `--json` promises, or for nothing where a command has no such
 * option and refuses it. What Nx says goes to stderr then.
 */
const isDocument =
  process.argv.some((word) => TARGETS.includes(word)) &&
  /^--json(=true)?$/m.test(process.argv.join('\n'));
if (isDocument) process.stdout.write = process.stderr.write.bind(process.stderr);

// A task in a terminal of Nx's own leaves a thread that goes on reading the real one: answers would be lost in it.
if (process.stdin.isTTY) process.env['NX_NATIVE_COMMAND_RUNNER'] = 'false';

/**
 * A hasher is the one part of a task that runs inside the `nx` process, once the tasks that it depends on are done.
 * The command that was called is run right here, on the streams of that process, and ends it: so stdout holds what
 * the command wrote and nothing else, a question reaches a terminal, and exit codes arrive as the program gave them,
 * of which Nx would know only 1.
 *
 * What serves until it is stopped, what another task depends on, and larger runs are left to the executor, whose
 * exit code is passed on.
 *
 * @param {import('nx/src/devkit-exports').Task} task
 * @param {import('nx/src/devkit-exports').HasherContext} context
 */
async function hashProgram(task, context) {
  const { project, target } = task.target;
  const { options = {} } = context.projectGraph.nodes[project]?.data.targets?.[target] ?? {};
  const isDirect = process.argv.includes(task.id);
  if (isDirect && options.runsUntilStopped !== true) runHere(options, typedOptions(task));
  const isPreflight = target === 'preflight';
  if (isPreflight) preflight(options, context);

  const folder = mkdtempSync(join(tmpdir(), 'lambda-forest-'));
  const exitCodeFile = join(folder, 'exit-code');
  const hash = await context.hasher.hashTask(task, context.taskGraph, process.env);
  Object.assign(task.overrides, {
    exitCodeFile,
    ...(isPreflight && { isLeftOut: true }),
    ...(!isDirect && task.id === 'inference:package' && packagingArguments(context.taskGraph)),
  });
  process.once('exit', () => {
    const code = existsSync(exitCodeFile) ? Number(readFileSync(exitCodeFile, 'utf8')) : undefined;
    if (code !== undefined && code !== 0) process.exitCode = code;
    rmSync(folder, { recursive: true, force: true });
  });
  return hash;
}

/**
 * @param {{ program: string, command: string }} options
 * @param {readonly string[]} args
 * @returns {never}
 */
function runHere({ program, command }, args) {
  // Ctrl-C reaches the command too, which decides what to do about it.
  process.on('SIGINT', () => undefined).on('SIGTERM', () => undefined);
  if (process.stdin.isTTY && process.stderr.isTTY) process.stderr.write(SHOW_CURSOR);
  const { status, error } = spawnSync(findNode(root), [join(root, program), command, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (error !== undefined) console.error(error.message);
  process.exit(status ?? (error === undefined ? STOPPED : 1));
}

/**
 * Lets the program of the command that was called refuse it, before anything is built, trained or packaged for it.
 *
 * @param {{ program: string, command: string }} options
 * @param {import('nx/src/devkit-exports').HasherContext} context
 */
function preflight({ program, command }, { projectGraph, taskGraph }) {
  for (const task of Object.values(taskGraph.tasks)) {
    const { project, target } = task.target;
    const called = projectGraph.nodes[project]?.data.targets?.[target];
    if (!process.argv.includes(task.id) || called?.options.program !== program) continue;
    const words = [join(root, program), command, called.options.command, ...typedOptions(task)];
    const { status } = spawnSync(findNode(root), words, { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? STOPPED);
  }
}

module.exports = { default: hashProgram };

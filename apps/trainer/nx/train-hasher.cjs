// @ts-check
const { spawnSync } = require('node:child_process');
const { createHash, randomUUID } = require('node:crypto');
const {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { basename, dirname, join, relative } = require('node:path');

const { workspaceRoot: root } = require('nx/src/devkit-exports');

const {
  asksForJson,
  givenOptions,
  isDirectRun,
  keepStdin,
  readsStdin,
  startedIn,
} = require('./nx-arguments.cjs');
const { CANCELLED, findNode, TRAINER } = require('./trainer-process.cjs');

/**
 * Nx loads this module before it prints or runs anything, tasks that training depends on included: the last
 * moment to keep stdout for the one document that `--json` promises. What Nx says goes to stderr then.
 */
const writeToStdout = process.stdout.write.bind(process.stdout);
if (isDirectRun('train') && asksForJson()) {
  process.stdout.write = process.stderr.write.bind(process.stderr);
}

/**
 * Decides whether a training is already in Nx's cache. Nx hashes sources and options by itself; what it
 * cannot know is the content of the file that `--data` names and which files the options make the trainer
 * write. The trainer's own `plan` command says both.
 *
 * The hasher is also the one part of a task that runs inside the `nx` process. That makes it the place where the
 * trainer's contract with its caller survives Nx: a mistake in the options ends with one line and exit code 2, a
 * failed or interrupted training with the trainer's own exit code (Nx knows only 1, or 0 where it stopped the
 * task itself), and `--json` leaves nothing on stdout but one document.
 *
 * Where the training is only what another task depends on, such as `inference:package`, a model that is there is
 * left alone: it may have been trained with other options.
 *
 * @param {import('nx/src/devkit-exports').Task} task
 * @param {import('nx/src/devkit-exports').HasherContext} context
 */
async function hashTrain(task, context) {
  const given = givenOptions('train', task);
  const folder = mkdtempSync(join(tmpdir(), 'lambda-forest-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const stdinFile = readsStdin(given) ? keepStdin(join(folder, 'stdin')) : undefined;
  const plan = readPlan(given, stdinFile);

  // Options count by their values, which the plan holds, and not by how they were written; and they reach the
  // trainer as they were written, not as Nx reads them (it takes the version 2 for a number).
  task.overrides = { __overrides_unparsed__: [] };
  const base = await context.hasher.hashTask(task, context.taskGraph, process.env);
  const isNeeded = isNeededByAnother(task, context);
  if (isNeeded && plan.outputs.every((path) => basename(path) !== LATEST || existsSync(path))) {
    // Whoever packages or serves wants the model that was trained last, with whatever options.
    task.outputs = [];
    task.overrides = { __overrides_unparsed__: [], isThere: true };
    return { ...base, value: createHash('sha256').update('a model is there').digest('hex') };
  }
  const isCacheable = plan.outputs.every(isRestorable);
  task.outputs = isCacheable ? plan.outputs.map((path) => relative(root, path)) : [];
  // Nx repeats what was printed: progress on a terminal must not come back in a log file.
  const isTerminal = process.stdout.isTTY === true;
  const content = isCacheable ? JSON.stringify({ plan, isTerminal }) : randomUUID();

  task.overrides = { __overrides_unparsed__: given, startedIn: startedIn(), stdinFile };
  if (!isNeeded) {
    const exitCodeFile = join(folder, 'exit-code');
    Object.assign(task.overrides, { isJson: plan.document !== undefined, exitCodeFile });
    keepContract(exitCodeFile, plan);
  }
  return { ...base, value: createHash('sha256').update(`${base.value} ${content}`).digest('hex') };
}

/** The file that points to a model's latest version. */
const LATEST = 'latest.json';

/**
 * Whether nobody asked for a training, but for something that needs a model.
 *
 * @param {import('nx/src/devkit-exports').Task} task
 * @param {import('nx/src/devkit-exports').HasherContext} context
 */
function isNeededByAnother(task, context) {
  if (
    isDirectRun('train') ||
    process.argv.includes('run-many') ||
    process.argv.includes('affected')
  ) {
    return false;
  }
  const { dependencies, continuousDependencies } = context.taskGraph;
  return [dependencies, continuousDependencies].some((needs) =>
    Object.values(needs).some((ids) => ids.includes(task.id)),
  );
}

/**
 * Nx can cache and restore files of the workspace only, and puts real folders where links were: a model written
 * elsewhere, or through a link, is trained every time.
 *
 * @param {string} path absolute
 * @returns {boolean}
 */
function isRestorable(path) {
  let folder = dirname(path);
  while (!existsSync(folder)) folder = dirname(folder);
  const inside = relative(root, folder);
  return !inside.startsWith('..') && realpathSync(folder) === join(realpathSync(root), inside);
}

/**
 * @typedef {object} Plan
 * @property {readonly { path: string, sha256: string }[]} inputs data files, absolute, with their content's hash
 * @property {readonly string[]} outputs files that training writes, absolute
 * @property {Readonly<Record<string, unknown>>} options every option with the value it has
 * @property {string} [document] with --json: the output that holds the JSON document to print
 */

/**
 * @param {readonly string[]} args
 * @param {string | undefined} stdinFile what stands in for standard input
 * @returns {Plan}
 */
function readPlan(args, stdinFile) {
  const stdin = stdinFile === undefined ? 'ignore' : openSync(stdinFile, 'r');
  const { status, signal, stdout } = spawnSync(findNode(root), [TRAINER, 'plan', ...args], {
    cwd: startedIn(),
    encoding: 'utf8',
    stdio: [stdin, 'pipe', 'inherit'],
  });
  if (typeof stdin === 'number') closeSync(stdin);
  if (status !== 0) process.exit(signal === null ? (status ?? 1) : CANCELLED);
  return JSON.parse(stdout);
}

/** How much later than the processes around it Nx may be told of a key press. */
const SIGNAL_DELAY_MS = 100;

/**
 * @param {string} exitCodeFile
 * @param {Plan} plan
 */
function keepContract(exitCodeFile, plan) {
  let isCancelled = false;
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (isCancelled = true));
  // Nx breaks where the signal reaches the process that it is just starting before it reaches Nx.
  process.once('uncaughtException', (error) => {
    setTimeout(() => {
      if (isCancelled) process.exit(CANCELLED);
      console.error(error);
      process.exit(1);
    }, SIGNAL_DELAY_MS);
  });
  // Before the folder is taken away.
  process.prependOnceListener('exit', (code) => {
    // The executor writes its code last: without one the training was stopped, or never started.
    if (existsSync(exitCodeFile)) process.exitCode = Number(readFileSync(exitCodeFile, 'utf8'));
    else if (isCancelled) process.exitCode = CANCELLED;
    if (plan.document !== undefined && code === 0) {
      writeToStdout(readFileSync(plan.document, 'utf8'));
    }
  });
}

module.exports = { default: hashTrain };

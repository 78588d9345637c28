// @ts-check
const { spawnSync } = require('node:child_process');
const { createHash, randomUUID } = require('node:crypto');
const { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join, relative } = require('node:path');

const { workspaceRoot: root } = require('nx/src/devkit-exports');

const { CANCELLED, findNode, TRAINER } = require('./trainer-process.cjs');

/**
 * Nx loads this module before it prints or runs anything, tasks that training depends on included: the last
 * moment to keep stdout for the one document that `--json` promises. What Nx says goes to stderr then.
 */
const isDirectRun = process.argv.includes('trainer:train');
const writeToStdout = process.stdout.write.bind(process.stdout);
if (isDirectRun && /^--json(=true)?$/m.test(process.argv.join('\n'))) {
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
 * @param {import('nx/src/devkit-exports').Task} task
 * @param {import('nx/src/devkit-exports').HasherContext} context
 */
async function hashTrain(task, context) {
  /** @type {{ __overrides_unparsed__?: string[] }} */
  const { __overrides_unparsed__: passedOn = [] } = task.overrides;
  const given = [...passedOn, ...takenByNx(process.argv)];
  const plan = readPlan(given);

  // Options count by their values, which the plan holds, and not by how they were written; and they reach the
  // trainer as they were written, not as Nx reads them (it takes the version 2 for a number).
  task.overrides = { __overrides_unparsed__: [] };
  const base = await context.hasher.hashTask(task, context.taskGraph, process.env);
  const isCacheable = plan.outputs.every(isRestorable);
  task.outputs = isCacheable ? plan.outputs.map((path) => relative(root, path)) : [];
  // Nx repeats what was printed: progress on a terminal must not come back in a log file.
  const isTerminal = process.stdout.isTTY === true;
  const content = isCacheable ? JSON.stringify({ plan, isTerminal }) : randomUUID();

  const exitCodeFile = join(mkdtempSync(join(tmpdir(), 'lambda-forest-')), 'exit-code');
  task.overrides = {
    __overrides_unparsed__: given,
    startedIn: startedIn(),
    isJson: plan.document !== undefined,
    exitCodeFile,
  };
  keepContract(exitCodeFile, plan);
  return { ...base, value: createHash('sha256').update(`${base.value} ${content}`).digest('hex') };
}

/**
 * `nx run` has an option `--target` of its own and keeps it to itself, although the target is already named
 * by `trainer:train`. Here it can only mean the trainer's.
 *
 * @param {readonly string[]} argv
 * @returns {string[]}
 */
function takenByNx(argv) {
  if (!isDirectRun) return []; // in `nx run-many --target=train` it is Nx's own
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  return words.flatMap((word, i) => {
    if (word.startsWith('--target=')) return [word];
    const value = words[i + 1];
    return word === '--target' && value !== undefined ? [`--target=${value}`] : [];
  });
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
 * @returns {Plan}
 */
function readPlan(args) {
  const { status, signal, stdout } = spawnSync(findNode(root), [TRAINER, 'plan', ...args], {
    cwd: startedIn(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
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
  process.once('exit', (code) => {
    // The executor writes its code last: without one the training was stopped, or never started.
    if (existsSync(exitCodeFile)) process.exitCode = Number(readFileSync(exitCodeFile, 'utf8'));
    else if (isCancelled) process.exitCode = CANCELLED;
    rmSync(join(exitCodeFile, '..'), { recursive: true, force: true });
    if (plan.document !== undefined && code === 0) {
      writeToStdout(readFileSync(plan.document, 'utf8'));
    }
  });
}

module.exports = { default: hashTrain };

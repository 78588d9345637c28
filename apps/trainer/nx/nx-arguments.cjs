// @ts-check
const { closeSync, openSync, readSync, writeSync } = require('node:fs');

/**
 * What a target of the trainer has to know about how Nx was called. Everything here runs inside the `nx` process.
 */

/**
 * Whether Nx was asked for this one target by its name.
 *
 * @param {string} command such as `train`
 * @returns {boolean}
 */
function isDirectRun(command) {
  return process.argv.includes(`trainer:${command}`);
}

/**
 * Whether `--json` stands among the words of the command line.
 *
 * @returns {boolean}
 */
function asksForJson() {
  return /^--json(=true)?$/m.test(process.argv.join('\n'));
}

/**
 * The command's options as they were typed. `nx run` has an option `--target` of its own and keeps it to itself,
 * although the target is already named by `trainer:train`; there it can only mean the trainer's. In `nx run-many
 * --target=train` it is Nx's own.
 *
 * @param {string} command
 * @param {import('nx/src/devkit-exports').Task} task
 * @returns {string[]}
 */
function givenOptions(command, task) {
  /** @type {{ __overrides_unparsed__?: string[] }} */
  const { __overrides_unparsed__: passedOn = [] } = task.overrides;
  if (!isDirectRun(command)) return passedOn;
  const { argv } = process;
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const taken = words.flatMap((word, i) => {
    if (word.startsWith('--target=')) return [word];
    const value = words[i + 1];
    return word === '--target' && value !== undefined ? [`--target=${value}`] : [];
  });
  return [...passedOn, ...taken];
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
 * Whether the table comes through standard input.
 *
 * @param {readonly string[]} args
 * @returns {boolean}
 */
function readsStdin(args) {
  return args.some((word, i) => word === '--data=-' || (word === '--data' && args[i + 1] === '-'));
}

/**
 * Copies standard input, which can be read once only and not by the process that a task runs in.
 *
 * @param {string} path where the copy goes
 * @returns {string} the path
 */
function keepStdin(path) {
  const copy = openSync(path, 'w', 0o600);
  const piece = Buffer.allocUnsafe(1 << 16);
  for (;;) {
    let length = 0;
    try {
      length = readSync(0, piece);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code === 'EAGAIN') {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5); // nothing there yet
        continue;
      }
      if (code !== 'EOF') throw error;
    }
    if (length === 0) break;
    writeSync(copy, piece, 0, length);
  }
  closeSync(copy);
  return path;
}

module.exports = { asksForJson, givenOptions, isDirectRun, keepStdin, readsStdin, startedIn };

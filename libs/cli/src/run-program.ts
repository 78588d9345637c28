import { inspect } from 'node:util';

import { LambdaForestError, nearestName, printable, quote } from '@lambda-forest/text';

import type { Command, CommandEntry, CommandTable, Values } from './command.ts';
import { asDiskFailure } from './disk-failure.ts';
import { UsageError } from './errors.ts';
import { exitCodeOf } from './exit-codes.ts';
import type { Host, OutputStream } from './host.ts';
import { CLEAR_LINE } from './progress-line.ts';
import { createShell } from './shell.ts';
import { spellFlags } from './spell-flags.ts';
import { terminalColumns } from './terminal-columns.ts';
import { textTable } from './text-table.ts';
import { fit } from './wrap.ts';

const HELP: ReadonlySet<string> = new Set(['--help', '-h']);
const VERSION: ReadonlySet<string> = new Set(['--version', '-v', '-V']);

/** A program: the first word is the command, the others are its own. */
export interface Program {
  /** How it is called, such as `npx lambda-forest`. */
  readonly name: string;
  /** What it is for, one sentence. */
  readonly summary: string;
  /** What `--version` prints. Default: there is no such option. */
  readonly version?: string;
  readonly commands: CommandTable;
  /** What a command with these options needs done before it runs, such as a build. Default nothing. */
  readonly prepare?: (command: string, values: Values) => Promise<void>;
}

/**
 * Runs the command that the host's words name, and ends the host with its exit code, once all output is written.
 *
 * ```ts
 * await runProgram({ name: 'npx lambda-forest', summary: '...', commands: COMMANDS }, process);
 * ```
 */
export async function runProgram(program: Program, host: Host): Promise<void> {
  // Whoever reads the output may stop reading, as `head` does: no reason to fail.
  for (const stream of [host.stdout, host.stderr]) {
    stream.on('error', (error) => endUnlessClosed(error, host));
  }
  const code = await run(program, host);
  await Promise.all([host.stdout, host.stderr].map(flushed));
  // Not left to sockets and timers that are still open.
  host.exit(code);
}

async function run(program: Program, host: Host): Promise<number> {
  const [word, ...args] = asOptions(host.argv.slice(2));
  const { version } = program;
  let command: Command | undefined;
  try {
    if (word === undefined || HELP.has(word)) {
      host.stdout.write(`${overview(program, terminalColumns(host.stdout))}\n`);
      return 0;
    }
    if (version !== undefined && VERSION.has(word)) {
      host.stdout.write(`${version}\n`);
      return 0;
    }
    const entry = findCommand(program, word);
    command = await entry.load();
    if (asksForHelp(args)) {
      const head = { calledAs: `${program.name} ${word}`, summary: entry.summary };
      host.stdout.write(`${command.help(head, terminalColumns(host.stdout))}\n`);
      return 0;
    }
    await command.run(args, async (values) => {
      await program.prepare?.(word, values);
      return createShell(host, values['json'] === true);
    });
    return 0;
  } catch (thrown) {
    const error = asDiskFailure(thrown);
    const lines = await describe(error, command, terminalColumns(host.stderr));
    // Whatever failed has left its line of progress.
    host.stderr.write(`${host.stderr.isTTY === true ? CLEAR_LINE : ''}${lines}\n`);
    return exitCodeOf(error, command?.exitCodes);
  }
}

function findCommand({ commands }: Program, word: string): CommandEntry {
  const entry = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (entry !== undefined) return entry;
  const names = Object.keys(commands);
  const near = nearestName(word, names);
  throw new UsageError(
    `Found the command ${quote(word)}, expected one of ${names.join(', ')}.`,
    near === undefined ? 'The option --help says what they do.' : `Did you mean ${near}?`,
  );
}

/** `help` is `--help`, and `help train` is `train --help`. */
function asOptions(words: readonly string[]): readonly string[] {
  return words[0] === 'help' ? [...words.slice(1), '--help'] : words;
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).some((word) => HELP.has(word.split('=', 1)[0]!));
}

function overview({ name, summary, commands }: Program, columns: number | undefined): string {
  const rows = Object.entries(commands).map(([word, entry]) => [`  ${word}`, entry.summary]);
  return [
    summary,
    '',
    `Usage: ${name} <command> [options]`,
    '',
    ...textTable(rows, ['left', 'left'], columns),
    '',
    `"${name} <command> --help" lists a command's options.`,
  ].join('\n');
}

/** One line for a mistake of the user's, with places below it where there are many; all of a defect. */
async function describe(
  error: unknown,
  command: Command | undefined,
  columns: number | undefined,
): Promise<string> {
  if (!(error instanceof LambdaForestError)) return inspect(error);
  const lines = (await command?.describe?.(error)) ?? [error.message];
  return lines.flatMap((line) => fit(printable(spellFlags(line)), columns)).join('\n');
}

/** A full disk behind `> file` ends the program at once: what it would print is lost. */
function endUnlessClosed(error: Error, host: Host): void {
  if ('code' in error && error.code === 'EPIPE') return;
  const failure = asDiskFailure(error, 'what the output is sent to');
  if (!(failure instanceof UsageError)) throw error;
  host.stderr.write(`${failure.message}\n`);
  host.exit(exitCodeOf(failure));
}

function flushed(stream: OutputStream): Promise<void> {
  return new Promise((resolve) => void stream.write('', () => resolve()));
}

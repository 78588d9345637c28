#!/usr/bin/env node
/**
 * The program behind `nx run inference:deploy` and its neighbours: deploys the packaged service, tests it, and
 * takes it back. The first word is the command; `main.ts --help` lists them. With `preflight` before it, only what
 * can be refused before a model is trained and packaged is checked.
 */
import { createInterface } from 'node:readline/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { textTable, UsageError } from '@lambda-forest/cli';
import { LambdaForestError, nearestName, printable } from '@lambda-forest/text';

import { connect } from './aws/clients.ts';
import type { Command } from './commands/command.ts';
import type { CommandContext, Terminal } from './commands/context.ts';
import { COMMANDS } from './commands/index.ts';
import { jsonDocument } from './commands/json-document.ts';
import { EXIT_CODES, exitCodeOf } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { send } from './smoke/send.ts';
import { tryProgram } from './try-program.ts';

const WORKSPACE = fileURLToPath(new URL('../../..', import.meta.url));

const PREFLIGHT = 'preflight';

// The end of the process is not left to sockets and timers that nobody waits for any more.
process.exit(await main(process.argv.slice(2)));

async function main(words: readonly string[]): Promise<ExitCode> {
  try {
    if (words[0] === PREFLIGHT) {
      await preflight(words.slice(1));
      return EXIT_CODES.ok;
    }
    const [word, ...args] = words;
    if (word === undefined || word === '--help') {
      process.stdout.write(`${overview()}\n`);
      return EXIT_CODES.ok;
    }
    const command = findCommand(word);
    if (args.includes('--help')) {
      process.stdout.write(`${command.help(process.stdout.columns)}\n`);
      return EXIT_CODES.ok;
    }
    exitOnSignal(command.whenStopped);
    await command.run(args, contextFor(command, args));
    return EXIT_CODES.ok;
  } catch (error) {
    console.error(error instanceof LambdaForestError ? printable(error.message) : error);
    return exitCodeOf(error);
  }
}

async function preflight([word = '', ...args]: readonly string[]): Promise<void> {
  const command = findCommand(word);
  if (!args.includes('--help')) await command.preflight(args, contextFor(command, args));
}

function findCommand(word: string): Command {
  const command = COMMANDS.find(({ name }) => name === word);
  if (command !== undefined) return command;
  const known = COMMANDS.map(({ name }) => name);
  const near = nearestName(word, known);
  throw new UsageError(
    `Found the command ${printable(JSON.stringify(word.slice(0, 60)))}, expected one of ${known.join(', ')}.`,
    near === undefined ? '--help says what they do.' : `Did you mean ${near}?`,
  );
}

function overview(): string {
  const rows = COMMANDS.map(({ name, summary }) => [`  ${name}`, summary]);
  return [
    'Deploys the packaged service to AWS, tests it, and takes it back.',
    '',
    ...textTable(rows, ['left', 'left']),
    '',
    '<command> --help lists its options.',
  ].join('\n');
}

function contextFor(command: Command, args: readonly string[]): CommandContext {
  return {
    root: WORKSPACE,
    env: process.env,
    terminal: terminalFor(command.isJson(args) ? process.stderr : process.stdout),
    connect,
    send,
    tryProgram,
    now: () => Date.now(),
    wait: (milliseconds) => wait(milliseconds),
  };
}

function terminalFor(stream: NodeJS.WriteStream): Terminal {
  return {
    say: (...lines) => stream.write(`${lines.join('\n')}\n`),
    document: (value) => process.stdout.write(jsonDocument(value)),
    columns: stream.columns,
    isInteractive: process.stdin.isTTY && stream.isTTY,
    async ask(question) {
      const lines = createInterface({ input: process.stdin, output: stream });
      // While a question is open, the terminal gives Ctrl-C to it as a key.
      lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
      try {
        return (await lines.question(question)).trim();
      } finally {
        lines.close();
      }
    },
  };
}

/** Ctrl-C and a termination request end the program at once: nothing here has to be put back. */
function exitOnSignal(note: string | undefined): void {
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (note !== undefined) console.error(note);
      process.exit(EXIT_CODES.stopped);
    });
  }
}

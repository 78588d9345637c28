#!/usr/bin/env node
/**
 * The trainer's command line. `nx run trainer:train` runs two of its commands: `plan`, to find out whether the
 * model is already in the cache, and `train`.
 */
import { UsageError } from '@lambda-forest/cli';
import { DataValidationError, describeIssue } from '@lambda-forest/table';
import { formatInteger, LambdaForestError, printable } from '@lambda-forest/text';
import { InvalidOptionError, UnsupportedOptionError } from '@lambda-forest/training';

import type { Command } from './command.ts';
import { COMMANDS, DEFAULT_COMMAND } from './commands.ts';
import { RowsFailedError } from './errors.ts';
import { EXIT_CODES, exitCodeOf } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';

const SAME_KEY_PRESS_MS = 500;

// Whoever reads the output may stop reading, as `head` does: no reason to fail, the files are what counts.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<ExitCode> {
  try {
    const { command, args } = splitCommand(words);
    await command.run(args, abortOnSignal);
    return EXIT_CODES.ok;
  } catch (error) {
    console.error(describe(error));
    return exitCodeOf(error);
  }
}

/** The first word, if it is no option, is the command. */
function splitCommand(words: readonly string[]): { command: Command; args: readonly string[] } {
  const [first = DEFAULT_COMMAND, ...rest] = words;
  if (first.startsWith('-')) return { command: COMMANDS[DEFAULT_COMMAND]!, args: words };
  const command = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  if (command !== undefined) return { command, args: rest };
  throw new UsageError(
    `Found the command ${JSON.stringify(first)}, expected one of ${Object.keys(COMMANDS).join(', ')}.`,
    'Write options as --name=value; --help lists them.',
  );
}

/** One line for a mistake of the user's, with the places below it where there are many; all of a defect. */
function describe(error: unknown): unknown {
  if (!(error instanceof LambdaForestError)) return error;
  return linesOf(error).map(printable).join('\n');
}

function linesOf(error: LambdaForestError): string[] {
  if (error instanceof InvalidOptionError || error instanceof UnsupportedOptionError) {
    return [error.message.replaceAll(error.option, flagOf(error.option))];
  }
  if (error instanceof RowsFailedError)
    return withPlaces(error.message, error.places, error.rowCount);
  // A message names the first three places itself.
  if (!(error instanceof DataValidationError) || error.issueCount <= 3) return [error.message];
  return withPlaces(error.headline, error.issues.map(describeIssue), error.issueCount);
}

function withPlaces(message: string, places: readonly string[], all: number): string[] {
  const rest = all - places.length;
  const shown = rest > 0 ? [...places, `and ${formatInteger(rest)} more`] : places;
  return [message, ...shown.map((place) => `  ${place}`)];
}

/** `maxFeatures` as the command line spells it. */
function flagOf(option: string): string {
  return `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Ctrl-C and a termination request end the training cleanly; a second one ends it at once. */
function abortOnSignal(): AbortSignal {
  const controller = new AbortController();
  let firstAt: number | undefined;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      // A terminal sends one key press to every process around us, and some of them pass it on.
      if (firstAt !== undefined && performance.now() - firstAt > SAME_KEY_PRESS_MS) {
        process.exit(EXIT_CODES.cancelled);
      }
      firstAt ??= performance.now();
      controller.abort(new Error(`Received ${name}.`));
    });
  }
  return controller.signal;
}

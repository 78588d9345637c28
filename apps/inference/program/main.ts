#!/usr/bin/env node
/**
 * The program behind `nx run inference:package` and `nx run inference:serve`. The first word is the command.
 */
import { UsageError } from '@lambda-forest/cli';
import { LambdaForestError, printable } from '@lambda-forest/text';

import type { Command } from './command.ts';
import { EXIT_CODES, exitCodeOf } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { packageCommand } from './package/package-command.ts';
import { serveCommand } from './serve/serve-command.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  package: packageCommand,
  serve: serveCommand,
};

// Whoever reads the output may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2));

async function main([word = '--help', ...args]: readonly string[]): Promise<ExitCode> {
  try {
    if (word === '--help') {
      const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name}: ${summary}`);
      console.log([...lines, '', '<command> --help lists its options.'].join('\n'));
      return EXIT_CODES.ok;
    }
    const command = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
    if (command === undefined) {
      throw new UsageError(
        `Found the command ${JSON.stringify(word.slice(0, 60))}, expected one of ${Object.keys(COMMANDS).join(', ')}.`,
        'Write options as --name=value; --help lists them.',
      );
    }
    await command.run(args);
    return EXIT_CODES.ok;
  } catch (error) {
    console.error(error instanceof LambdaForestError ? printable(error.message) : error);
    return exitCodeOf(error);
  }
}

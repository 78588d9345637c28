import { defineCommand } from '@lambda-forest/cli';
import type { Command, CommandDefinition, OptionTable } from '@lambda-forest/cli';

/** A command of the trainer. What reports its errors is loaded when there is one to report. */
export function trainerCommand<const Table extends OptionTable>(
  definition: CommandDefinition<Table>,
): Command {
  return defineCommand({
    ...definition,
    describe: async (error) => (await import('./describe-error.ts')).describeError(error),
  });
}

import { defineCommand } from '@lambda-forest/cli';
import type { Command, CommandDefinition, OptionTable } from '@lambda-forest/cli';

interface TrainerCommand<Table extends OptionTable> extends Omit<
  CommandDefinition<Table>,
  'run' | 'describe'
> {
  /** Loads what the command does: `--help` does without it. */
  readonly load: () => Promise<CommandDefinition<Table>['run']>;
}

/** A command of the trainer. What reports its errors is loaded when there is one to report. */
export function trainerCommand<const Table extends OptionTable>({
  load,
  ...definition
}: TrainerCommand<Table>): Command {
  return defineCommand({
    ...definition,
    run: async (options, shell) => (await load())(options, shell),
    describe: async (error) => (await import('./describe-error.ts')).describeError(error),
  });
}

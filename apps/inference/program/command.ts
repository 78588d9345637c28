import { helpText, parseOptions } from '@lambda-forest/cli';
import type { CommandHelp, OptionTable, OptionValues } from '@lambda-forest/cli';

/** One of this program's commands, ready to be run with the words that follow its name. */
export interface Command {
  readonly summary: string;
  /** @throws {UsageError} for options that are not the command's */
  run(args: readonly string[]): Promise<void>;
}

/** A command of these options. With `--help` it prints its help and does nothing else. */
export function command<Table extends OptionTable & { readonly help: unknown }>(
  help: CommandHelp,
  options: Table,
  act: (values: OptionValues<Table>) => Promise<void>,
): Command {
  return {
    summary: help.summary,
    async run(args) {
      const values = parseOptions(options, args);
      if (values.help === true) {
        process.stdout.write(`${helpText(help, options, process.stdout.columns)}\n`);
      } else {
        await act(values);
      }
    },
  };
}

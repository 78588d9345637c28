import { helpText, parseOptions } from '@lambda-forest/cli';
import type { CommandHelp, OptionTable, OptionValues } from '@lambda-forest/cli';

/** One of the trainer's commands, ready to be run with the words that follow its name. */
export interface Command {
  /**
   * @param cancellation from its first call on, Ctrl-C and a termination request abort the signal instead of
   *   ending the process
   * @throws {UsageError} for options that are not the command's
   */
  run(args: readonly string[], cancellation: () => AbortSignal): Promise<void>;
}

/** A command of these options. With `--help` it prints its help and does nothing else. */
export function command<Table extends OptionTable & { readonly help: unknown }>(
  help: CommandHelp,
  options: Table,
  act: (values: OptionValues<Table>, cancellation: () => AbortSignal) => Promise<void>,
): Command {
  return {
    async run(args, cancellation) {
      const values = parseOptions(options, args);
      if (values.help === true) {
        process.stdout.write(`${helpText(help, options, process.stdout.columns)}\n`);
      } else {
        await act(values, cancellation);
      }
    },
  };
}

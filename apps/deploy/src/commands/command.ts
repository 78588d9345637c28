import { defineCommand as defineCliCommand, parseOptions } from '@lambda-forest/cli';
import type { Command, OptionTable, OptionValues } from '@lambda-forest/cli';
import type { ModelReference } from '@lambda-forest/artifacts';

import type { CommandContext } from './context.ts';

/** A command that meets AWS. Its parts take what they meet outside as an argument. */
export interface DeployCommand extends Command {
  /** Checks what can be refused before anything is trained or packaged for the command; prints and changes nothing. */
  readonly preflight: (args: readonly string[], context: CommandContext) => Promise<void>;
  readonly act: (args: readonly string[], context: CommandContext) => Promise<void>;
}

export interface CommandDefinition<Table extends OptionTable> {
  /** Lines below the options in `--help`. */
  readonly notes?: readonly string[];
  /** The message when the command is stopped halfway. Default: none. */
  readonly whenStopped?: string;
  readonly options: Table;
  readonly run: (options: OptionValues<Table>, context: CommandContext) => Promise<void>;
}

/** What commands have that package first. */
interface PackagingOptions {
  readonly model: ModelReference;
  /** The folder of a package that is already there. */
  readonly package: string | undefined;
}

export interface PackagingDefinition<Table extends OptionTable> extends CommandDefinition<Table> {
  /** See {@link DeployCommand}; the options are checked before. */
  readonly preflight: (options: OptionValues<Table>, context: CommandContext) => Promise<unknown>;
}

export function defineCommand<const Table extends OptionTable>(
  definition: CommandDefinition<Table>,
): DeployCommand {
  const { options, notes = [], whenStopped, run } = definition;
  return {
    ...defineCliCommand({
      options,
      notes: [...notes, EXIT_CODE_NOTE],
      async run(values, shell) {
        shell.exitWhenStopped(whenStopped);
        const { contextFor } = await import('./shell-context.ts');
        await run(values, contextFor(shell));
      },
    }),
    preflight: (args) => Promise.resolve(void parseOptions(options, args)),
    act: (args, context) => run(parseOptions(options, args), context),
  };
}

/**
 * A command that works on a package. All that can be refused is refused first; then the model is packaged, unless
 * the command line names a package.
 */
export function definePackagingCommand<const Table extends OptionTable>({
  preflight,
  ...definition
}: PackagingDefinition<Table>): DeployCommand {
  const check = (values: OptionValues<Table>, context: CommandContext) =>
    preflight(values, { ...context, terminal: { ...context.terminal, say: () => undefined } });
  return {
    ...defineCommand({
      ...definition,
      async run(values, context) {
        await check(values, context);
        const given = values as OptionValues<Table> & PackagingOptions;
        const folder = given.package ?? (await context.makePackage(given.model));
        await definition.run({ ...given, package: folder }, context);
      },
    }),
    preflight: async (args, context) => {
      await check(parseOptions(definition.options, args), context);
    },
  };
}

const EXIT_CODE_NOTE =
  'Exit codes: 0 done, 1 a defect, 2 command line, configuration or package, 3 credentials, 4 refused by AWS, 5 smoke test, 6 not confirmed, 130 stopped.';

import { helpText, parseOptions } from '@lambda-forest/cli';
import type { OptionTable, OptionValues } from '@lambda-forest/cli';

import type { CommandContext } from './context.ts';

/** A command of the program with its options. */
export interface Command {
  /** The first word after the program. */
  readonly name: string;
  /** What it does, one sentence. */
  readonly summary: string;
  readonly help: (columns: number | undefined) => string;
  /** The message when the command is stopped halfway; undefined for none. */
  readonly whenStopped: string | undefined;
  /** Whether these arguments ask for a JSON document and nothing else on stdout. */
  readonly isJson: (args: readonly string[]) => boolean;
  /** Checks what can be refused before anything is trained or packaged for the command; prints and changes nothing. */
  readonly preflight: (args: readonly string[], context: CommandContext) => Promise<void>;
  readonly run: (args: readonly string[], context: CommandContext) => Promise<void>;
}

export interface CommandDefinition<Table extends OptionTable> {
  readonly name: string;
  /** How it is usually called, such as `nx run inference:deploy`. */
  readonly calledAs: string;
  readonly summary: string;
  /** Lines below the options in `--help`. */
  readonly notes?: readonly string[];
  /** The message when the command is stopped halfway. Default: none. */
  readonly whenStopped?: string;
  readonly options: Table;
  /** See {@link Command}; the options are checked before. Default: nothing more. */
  readonly preflight?: (options: OptionValues<Table>, context: CommandContext) => Promise<unknown>;
  readonly run: (options: OptionValues<Table>, context: CommandContext) => Promise<void>;
}

export function defineCommand<const Table extends OptionTable>({
  name,
  calledAs,
  summary,
  notes = [],
  whenStopped,
  options,
  preflight,
  run,
}: CommandDefinition<Table>): Command {
  return {
    name,
    summary,
    whenStopped,
    help: (columns) =>
      helpText({ command: calledAs, summary, notes: [...notes, EXIT_CODE_NOTE] }, options, columns),
    isJson: (args) => Object.hasOwn(options, 'json') && /^--json(=true)?$/m.test(args.join('\n')),
    preflight: async (args, context) => {
      const values = parseOptions(options, args);
      await preflight?.(values, {
        ...context,
        terminal: { ...context.terminal, say: () => undefined },
      });
    },
    run: (args, context) => run(parseOptions(options, args), context),
  };
}

const EXIT_CODE_NOTE =
  'Exit codes: 0 done, 1 a defect, 2 command line, configuration or package, 3 credentials, 4 refused by AWS, 5 smoke test, 6 not confirmed, 130 stopped';

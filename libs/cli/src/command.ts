import type { LambdaForestError } from '@lambda-forest/text';

import { helpText } from './help.ts';
import { flag } from './option-kinds.ts';
import type { OptionTable, OptionValues } from './option-table.ts';
import { parseOptions } from './parse-options.ts';
import type { Shell } from './shell.ts';

/** One command of a program, its options already tied to what it does. */
export interface Command {
  /** The text of `--help`. */
  readonly help: (head: CommandHead, columns: number | undefined) => string;
  /**
   * @param args the words that follow the command's name
   * @param start called with the options once they are found good; gives the shell
   * @throws {UsageError} for options that are not the command's
   */
  readonly run: (
    args: readonly string[],
    start: (values: Values) => Promise<Shell>,
  ) => Promise<void>;
  /** The lines that report an error; undefined where its message says it all. */
  readonly describe: ((error: LambdaForestError) => Promise<readonly string[]>) | undefined;
  /** Exit codes by error code, where they differ from `EXIT_CODES`. */
  readonly exitCodes: Readonly<Record<string, number>>;
}

/** A command's options by name, as parsed. */
export type Values = Readonly<Record<string, unknown>>;

/** How a command is listed. */
interface CommandHead {
  /** How it is called, such as `npx lambda-forest train`. */
  readonly calledAs: string;
  /** What it does, one sentence. */
  readonly summary: string;
}

export interface CommandDefinition<Table extends OptionTable> {
  readonly options: Table;
  /** Options that may be given as bare words, as `parseOptions` says. Default none. */
  readonly words?: readonly (keyof Table & string)[];
  /** Lines after the options in `--help`: examples, exit codes. Default none. */
  readonly notes?: readonly string[];
  readonly describe?: Command['describe'];
  readonly exitCodes?: Command['exitCodes'];
  readonly run: (values: OptionValues<Table>, shell: Shell) => Promise<void>;
}

/** The option of every command. */
const HELP = { kind: flag, description: 'Print this text.' } as const;

/** Of commands that print text otherwise. */
export const JSON_OUTPUT = {
  kind: flag,
  description: 'Print one JSON document to stdout; everything else goes to stderr.',
} as const;

export function defineCommand<const Table extends OptionTable>(
  definition: CommandDefinition<Table>,
): Command {
  const { options, words = [], notes = [], run } = definition;
  const placeholders = words.map((name) => options[name]!.kind.placeholder);
  return {
    help: ({ calledAs, summary }, columns) =>
      helpText(
        { command: [calledAs, ...placeholders].join(' '), summary, notes },
        { ...options, help: HELP },
        columns,
      ),
    async run(args, start) {
      const values = parseOptions(options, args, words);
      await run(values, await start(values));
    },
    describe: definition.describe,
    exitCodes: definition.exitCodes ?? {},
  };
}

/** Commands by their names, in the order of the listing. A command is loaded when it is run or asked for help. */
export type CommandTable = Readonly<Record<string, CommandEntry>>;

export interface CommandEntry {
  /** What it does, one sentence. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

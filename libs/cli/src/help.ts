import type { OptionSpec, OptionTable } from './option-table.ts';
import { defaultText } from './option-table.ts';
import { wrap } from './wrap.ts';

/** What `--help` says around the options. */
export interface CommandHelp {
  /** How the command is called, such as `npx lambda-forest train`. */
  readonly command: string;
  /** What it does, one sentence. */
  readonly summary: string;
  /** Paragraphs and indented examples after the options; paragraphs are wrapped. */
  readonly notes: readonly string[];
}

const INDENT = '      ';

/** The help text: each option with its bounds and default. `width` is that of the terminal, in columns. */
export function helpText(help: CommandHelp, table: OptionTable, width = 100): string {
  const options = Object.entries(table).flatMap(([name, spec]) => [
    `  --${name}${spec.kind.placeholder === '' ? '' : `=${spec.kind.placeholder}`}`,
    ...wrap(optionText(spec), width - INDENT.length).map((line) => INDENT + line),
  ]);
  return [
    ...wrap(help.summary, width),
    '',
    `Usage: ${help.command} [options]`,
    '',
    'Options:',
    ...options,
    '',
    ...help.notes.flatMap((note) => (note.startsWith(' ') ? [note] : wrap(note, width))),
  ].join('\n');
}

/** Description, bounds and default in one sentence or two. */
function optionText(spec: OptionSpec<unknown>): string {
  const usual = defaultText(spec);
  const bounds = spec.kind.placeholder === '' ? '' : ` Takes ${spec.kind.expects}.`;
  return `${spec.description}${bounds}${usual === undefined ? '' : ` Default: ${usual}.`}`;
}

import { parseArgs } from 'node:util';

import { nearestName, quote, shellWord } from '@lambda-forest/text';

import { UsageError } from './errors.ts';
import type { OptionSpec, OptionTable, OptionValues } from './option-table.ts';
import { defaultText } from './option-table.ts';

/**
 * Reads a command line by a table of options. `--name=value`, `--name value` and, for flags, `--name` are
 * understood; each option at most once; no other words than `words` names.
 *
 * ```ts
 * const values = parseOptions({ folds: { kind: integer(2, 100), default: 5, description: '...' } }, ['--folds=3']);
 * values.folds; // 3
 * ```
 *
 * @param words options whose values may be given as bare words, in this order: with `['from', 'to']`, `a b` is
 *   `--from=a --to=b`. Default none
 * @throws {UsageError} for an unknown, repeated or valueless option, a value out of bounds, or a stray word
 */
export function parseOptions<Table extends OptionTable>(
  table: Table,
  args: readonly string[],
  words: readonly (keyof Table & string)[] = [],
): OptionValues<Table> {
  const given = new Map<string, unknown>();
  for (const { name, value } of readOptions(table, args, words)) {
    if (given.has(name)) {
      const isList = table[name]!.kind.placeholder.endsWith(LIST);
      throw new UsageError(
        `Found --${name} more than once, expected it once.`,
        isList ? `Separate several with commas: --${name}=a,b.` : 'Keep one of them.',
      );
    }
    given.set(name, parseValue(name, table[name]!, value));
  }
  // In the table's order, so that equal options are equal as JSON too.
  const values = Object.entries(table).map(([name, spec]) => [
    name,
    given.has(name) ? given.get(name) : spec.default,
  ]);
  return Object.fromEntries(values) as OptionValues<Table>;
}

/** How a placeholder ends whose option takes several values. */
const LIST = ',...';

interface GivenOption {
  readonly name: string;
  /** Undefined where nothing followed the name. */
  readonly value: string | undefined;
}

function readOptions(
  table: OptionTable,
  args: readonly string[],
  words: readonly string[],
): GivenOption[] {
  let wordsRead = 0;
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(table).map(([name, { kind }]) => [
        name,
        { type: kind.placeholder === '' ? 'boolean' : 'string' },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return tokens.flatMap((token) => {
    switch (token.kind) {
      case 'option-terminator':
        return [];
      case 'positional': {
        const name = words[wordsRead++];
        if (name !== undefined) return [{ name, value: token.value }];
        throw strayWord(table, args, token, words.length);
      }
      case 'option':
        if (!Object.hasOwn(table, token.name)) throw unknownOption(table, token.rawName);
        return [{ name: token.name, value: token.value }];
    }
  });
}

/**
 * What a command is about comes first in its table, so that is what the word most likely is. Or it is the rest of the
 * value before it, which has a blank and no quotes.
 */
function strayWord(
  table: OptionTable,
  args: readonly string[],
  { value: word, index }: { readonly value: string; readonly index: number },
  most: number,
): UsageError {
  const [, before = '', start = ''] = /^--([^=]+)=(.+)$/.exec(args[index - 1] ?? '') ?? [];
  const [first = ''] = most === 0 ? Object.keys(table) : [];
  const meant = [
    [before, `${start} ${word}`],
    [first, word],
  ].flatMap(([name, value]) =>
    takes(table, name!, value!) ? [`--${name}=${shellWord(value!)}`] : [],
  );
  return new UsageError(
    `Found the word ${quote(word)}, expected ${most === 0 ? 'only options' : `no more than ${most}`}.`,
    meant.length > 0
      ? `Did you mean ${meant.join(' or ')}?`
      : 'Write options as --name=value; --help lists them.',
  );
}

function takes(table: OptionTable, name: string, value: string): boolean {
  const kind = Object.hasOwn(table, name) ? table[name]!.kind : undefined;
  return kind !== undefined && kind.placeholder !== '' && kind.parse(value) !== undefined;
}

function parseValue(name: string, spec: OptionSpec<unknown>, given: string | undefined): unknown {
  const isFlag = spec.kind.placeholder === '';
  if (given === undefined && !isFlag) {
    throw new UsageError(
      `Found --${name} without a value, expected ${spec.kind.expects}.`,
      `Write --${name}=${spec.kind.placeholder}.`,
    );
  }
  const value = spec.kind.parse(given ?? 'true');
  if (value === undefined) {
    const usual = defaultText(spec);
    const meant = nearestName(given ?? '', spec.kind.words ?? []);
    const leaveOut =
      usual === undefined
        ? 'Correct it or leave it out.'
        : `Leave it out for the default, ${usual}.`;
    throw new UsageError(
      `Found --${name}=${quote(given ?? '')}, expected ${spec.kind.expects}.`,
      meant === undefined ? leaveOut : `Did you mean --${name}=${meant}? ${leaveOut}`,
    );
  }
  return value;
}

function unknownOption(table: OptionTable, rawName: string): UsageError {
  const known = nearestName(rawName.replace(/^-+/, ''), Object.keys(table));
  return new UsageError(
    `Found the unknown option ${quote(rawName)}, expected one that --help lists.`,
    known === undefined ? 'Correct it or leave it out.' : `Did you mean --${known}?`,
  );
}

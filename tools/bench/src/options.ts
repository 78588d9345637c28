import { availableParallelism } from 'node:os';

import { choice, flag, integer, path } from '@lambda-forest/cli';
import type { CommandHelp, OptionKind, OptionTable } from '@lambda-forest/cli';
import { ENGINE_NAMES } from '@lambda-forest/training';
import { formatInteger } from '@lambda-forest/text';

import { PEER_NAMES } from './peers/catalogue.ts';
import { TABLES } from './tables/tables.ts';

const MAX_THREADS = 1_024;

export const TRAIN_OPTIONS = {
  tables: {
    kind: list(TABLES.map(({ name }) => name)),
    description: 'Tables to fit, in order of size.',
    defaultText: 'all of them',
  },
  engines: {
    kind: listOrNone(ENGINE_NAMES),
    description: 'Our engines.',
    default: ENGINE_NAMES,
    defaultText: 'all of them',
  },
  peers: {
    kind: listOrNone(PEER_NAMES),
    description: 'Other libraries, if they are installed.',
    default: PEER_NAMES,
    defaultText: 'all of them, and with --seeds scikit-learn',
  },
  threads: {
    kind: threadCounts(availableParallelism()),
    description: 'Numbers of threads to fit on; with --seeds the largest of them.',
    default: [...new Set([1, availableParallelism()])],
    defaultText: '1,all',
  },
  runs: {
    kind: integer(1, 1_000),
    description:
      'Counted fits of each peer after its warm-up; at least 11 if a fit takes less than 0.2 s.',
    default: 3,
  },
  seeds: {
    kind: integer(2, 1_000),
    description:
      'Number of seeds over which to compare scores, each with its own split, instead of fit times.',
    defaultText: 'none, fit times are measured',
  },
  'max-features': {
    kind: choice('sqrt', 'log2', 'all'),
    description: 'Features that a split chooses from, the same for all peers and tables.',
    default: 'sqrt',
  },
  limit: {
    kind: integer(1, 86_400),
    description: 'Seconds that a peer may take to answer before it counts as failed.',
    default: 600,
  },
  seed: {
    kind: integer(0, 1_000_000),
    description: 'Seed of the split and the first forest; the others follow it.',
    default: 1,
  },
  quick: {
    kind: flag,
    description: 'Measure only tables of up to a few thousand rows, unless --tables names others.',
  },
  json: {
    kind: flag,
    description: 'Print the JSON document on stdout, and the tables on stderr.',
  },
  output: {
    kind: path('FILE'),
    description: 'File of the JSON document.',
    defaultText: 'tools/bench/test-output/train.json, and with --seeds accuracy.json beside it',
  },
  help: { kind: flag, description: 'Print this text.' },
} as const satisfies OptionTable;

export const TRAIN_HELP: CommandHelp = {
  command: 'npx nx run bench:train',
  summary: 'Compares fit time, memory and test scores of our engines with other libraries.',
  notes: [
    'Examples:',
    '  npx nx run bench:train --quick',
    '  npx nx run bench:train --tables=synthetic --engines=histogram --peers=scikit-learn,ranger',
    '  npx nx run bench:train --seeds=5',
    '',
    'The Python libraries are installed by: npx nx run bench:install-peers',
    'Exit codes: 0 measured, 1 a peer failed, 2 wrong options.',
  ],
};

/** A list of known words, separated by commas. */
function list<const Word extends string>(words: readonly Word[]): OptionKind<readonly Word[]> {
  return {
    placeholder: 'LIST',
    expects: `a list of ${words.join(', ')}`,
    parse(text) {
      const wanted = text.split(',');
      const found = words.filter((word) => wanted.includes(word));
      return found.length === wanted.length ? found : undefined;
    },
  };
}

/** The same, or `none`. */
function listOrNone<const Word extends string>(
  words: readonly Word[],
): OptionKind<readonly Word[]> {
  const some = list(words);
  return {
    ...some,
    expects: `none or ${some.expects}`,
    parse: (text) => (text === 'none' ? [] : some.parse(text)),
  };
}

/** Numbers of threads, separated by commas; `all` is the number of the machine's cores. */
function threadCounts(cores: number): OptionKind<readonly number[]> {
  const one = integer(1, MAX_THREADS);
  return {
    placeholder: 'LIST',
    expects: `a list of numbers from 1 to ${formatInteger(MAX_THREADS)} or all`,
    parse(text) {
      const counts = text.split(',').map((word) => (word === 'all' ? cores : one.parse(word)));
      const found = counts.filter((count) => count !== undefined);
      return found.length === counts.length ? [...new Set(found)].sort((a, b) => a - b) : undefined;
    },
  };
}

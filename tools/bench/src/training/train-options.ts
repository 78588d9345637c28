import { availableParallelism } from 'node:os';

import { choice, flag, integer } from '@lambda-forest/cli';
import type { OptionKind, OptionTable, OptionValues } from '@lambda-forest/cli';
import { formatInteger } from '@lambda-forest/text';

import { outputOptions } from '../output.ts';
import { ENGINES, PEERS } from '../peers/catalogue.ts';
import type { Peer } from '../peers/peer.ts';
import { TABLES } from '../tables/tables.ts';

const MAX_THREADS = 1_024;

export const TRAIN_OPTIONS = {
  tables: {
    kind: list(TABLES),
    description: 'Tables to fit, in order of size.',
    defaultText: 'all of them',
  },
  engines: {
    kind: listOrNone(ENGINES),
    description: 'Our engines.',
    default: ENGINES,
    defaultText: 'all of them',
  },
  peers: {
    kind: listOrNone(PEERS),
    description: 'Other libraries, if they are installed.',
    defaultText: 'all of them, and with --seeds scikit-learn',
  },
  threads: {
    kind: threadCounts(availableParallelism()),
    description: 'Numbers of threads to fit on; with --seeds the largest of them.',
    default: [...new Set([1, availableParallelism()])],
    defaultText: '1,all',
  },
  learner: {
    kind: choice('forest', 'boosting'),
    description: 'What all peers fit, of those that can.',
    default: 'forest',
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
  ...outputOptions('train.json, and with --seeds accuracy.json beside it'),
} as const satisfies OptionTable;

export type TrainOptions = OptionValues<typeof TRAIN_OPTIONS>;

interface Named {
  readonly name: string;
}

/** Some of these things, by their names, separated by commas. */
export function list<Thing extends Named>(things: readonly Thing[]): OptionKind<readonly Thing[]> {
  return {
    placeholder: 'LIST',
    expects: `a list of ${things.map(({ name }) => name).join(', ')}`,
    parse(text) {
      const wanted = text.split(',');
      const found = things.filter(({ name }) => wanted.includes(name));
      return found.length === wanted.length ? found : undefined;
    },
  };
}

/** The same, or `none`. */
function listOrNone(peers: readonly Peer[]): OptionKind<readonly Peer[]> {
  const some = list(peers);
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

import { availableParallelism } from 'node:os';

import { integer, path, text } from '@lambda-forest/cli';
import type { OptionTable, OptionValues } from '@lambda-forest/cli';

import { outputOptions } from '../output.ts';
import { list } from '../training/train-options.ts';
import { LEARNERS } from './learners.ts';

export const ACCURACY_FILE = 'learners.json';

export const ACCURACY_OPTIONS = {
  'tables-folder': {
    kind: path('DIR'),
    description: 'Folder of CSV files to learn from too; the last column is the target.',
    defaultText: 'none, only the tables of the repository',
  },
  tables: {
    kind: text('LIST', /./, 'names separated by commas'),
    description: 'Names of the tables to measure.',
    defaultText: 'all of them',
  },
  peers: {
    kind: list(LEARNERS),
    description: 'The learners to measure.',
    defaultText: 'all of them',
  },
  reuse: {
    kind: path('FILE'),
    description:
      'A document of an earlier run with the same seeds: the learners that --peers leaves out are compared as measured there.',
    defaultText: 'none',
  },
  seeds: {
    kind: integer(2, 1_000),
    description: 'Number of seeds, each with its own split.',
    default: 5,
  },
  seed: {
    kind: integer(0, 1_000_000),
    description: 'The first seed; the others follow it.',
    default: 1,
  },
  threads: {
    kind: integer(1, 1_024),
    description: 'Threads of each learner.',
    default: availableParallelism(),
    defaultText: 'one for each core',
  },
  limit: {
    kind: integer(1, 86_400),
    description: 'Seconds that a learner may take to answer before it counts as failed.',
    default: 600,
  },
  ...outputOptions(ACCURACY_FILE),
} as const satisfies OptionTable;

export type AccuracyOptions = OptionValues<typeof ACCURACY_OPTIONS>;

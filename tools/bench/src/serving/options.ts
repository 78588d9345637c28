import { choice, flag, integer, path } from '@lambda-forest/cli';
import type { CommandHelp, OptionTable } from '@lambda-forest/cli';

/** The tables that forests are grown on unless a file is named, from the smallest to the largest. */
export const SERVING_TABLES = [
  'iris',
  'breast-cancer',
  'letter-like',
  'diamonds-like',
  'synthetic',
] as const;

export const SERVE_OPTIONS = {
  table: {
    kind: choice('all', ...SERVING_TABLES),
    description: 'The table that the forest is grown on.',
    default: 'all',
  },
  csv: {
    kind: path('FILE'),
    description: 'A CSV file of classes to use instead; its last column is the target.',
  },
  trees: { kind: integer(1, 10_000), description: 'Trees of the forest.', default: 100 },
  rounds: {
    kind: integer(1, 10_000),
    description: 'How often each predictor is timed, in turn with the others.',
    default: 40,
  },
  'batch-rows': { kind: integer(2, 100_000), description: 'Rows in a batch.', default: 1_000 },
  starts: {
    kind: integer(0, 1_000),
    description: 'How often to start a process that loads the model file; 0 skips it.',
    default: 15,
  },
  seed: {
    kind: integer(0, 1_000_000),
    description: 'Seed of the split and of the forest.',
    default: 1,
  },
  json: {
    kind: flag,
    description: 'Print the JSON document on stdout, and the tables on stderr.',
  },
  output: {
    kind: path('FILE'),
    description: 'File of the JSON document.',
    defaultText: 'tools/bench/test-output/serve.json',
  },
  help: { kind: flag, description: 'Print this text.' },
} as const satisfies OptionTable;

export const SERVE_HELP: CommandHelp = {
  command: 'npx nx run bench:serve',
  summary:
    'Compares predictions and cold starts with one forest, ours and those of other libraries.',
  notes: [
    'Examples:',
    '  npx nx run bench:serve --table=iris',
    '  npx nx run bench:serve --csv=letter.csv --rounds=100',
    '',
    'scikit-learn and onnxruntime are installed by: npx nx run bench:install-peers',
    'Exit codes: 0 measured, 1 answers differ or a peer failed, 2 wrong options.',
  ],
};

import { choice, flag, integer } from '@lambda-forest/cli';
import type { CommandHelp, OptionTable } from '@lambda-forest/cli';

import { SHAPE_NAMES } from './shapes.ts';

export const PREDICT_OPTIONS = {
  forest: {
    kind: choice('all', ...SHAPE_NAMES),
    default: 'all',
    description: 'The forest to predict with.',
  },
  rounds: {
    kind: integer(1, 10_000),
    default: 25,
    description: 'How often each predictor is timed, by turns with the others.',
  },
  'batch-rows': {
    kind: integer(1, 100_000),
    default: 1_000,
    description: 'Rows in a batch.',
  },
  seed: {
    kind: integer(0, 2 ** 31 - 1),
    default: 42,
    description: 'The seed of the forests and rows.',
  },
  json: { kind: flag, default: false, description: 'Print one JSON document instead of tables.' },
  help: { kind: flag, default: false, description: 'Print this help.' },
} as const satisfies OptionTable;

export const PREDICT_HELP: CommandHelp = {
  command: 'nx run bench-serve:predict --',
  summary: 'Times predictions with seeded forests, after checking them against the plain walk.',
  notes: ['Medians, with the quartiles in brackets. A busy machine makes everything slower.'],
};

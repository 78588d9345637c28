import { choice, integer, openFraction, path } from '@lambda-forest/cli';
import type { OptionTable } from '@lambda-forest/cli';
import { DEFAULT_FOREST_OPTIONS } from '@lambda-forest/training';

import { column } from '../../options/data-options.ts';

const MAX_UINT32 = 4_294_967_295;

/** Of the rows, held out for the test. */
export const DEFAULT_TEST_SIZE = 0.2;

/** Which rows are held out, and the seed of all that is drawn. */
export const SPLIT_OPTIONS = {
  'random-state': {
    kind: integer(0, MAX_UINT32),
    description: 'Seed of the split, the folds and the trees: the same seed gives the same model.',
    default: DEFAULT_FOREST_OPTIONS.randomState,
  },
  'test-size': {
    kind: openFraction,
    description: 'Share of the rows held out for the test.',
    default: DEFAULT_TEST_SIZE,
  },
  split: {
    kind: choice('auto', 'stratified', 'random'),
    description:
      'How rows are held out: stratified keeps the share of each class, random does not; auto is stratified for classes.',
    default: 'auto',
  },
  'time-column': {
    kind: column,
    description:
      'Hold out the latest rows by this column of numbers or dates; folds only look back.',
    defaultText: 'none',
  },
  'group-column': {
    kind: column,
    description:
      'Keep rows of one value of this column on one side of every split; it is no feature then.',
    defaultText: 'none',
  },
  'test-data': {
    kind: path('FILE'),
    description:
      'Hold out the rows of this file, which has the same columns, and train on all of --data.',
    defaultText: 'none, a part of --data is held out',
  },
  folds: {
    kind: integer(2, 100),
    description: 'Folds of the cross-validation on the training rows.',
    default: 5,
  },
} as const satisfies OptionTable;

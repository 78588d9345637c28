import { choice, flag, integer, path, text } from '@lambda-forest/cli';
import type { OptionTable } from '@lambda-forest/cli';

/** A piece takes up to ten times as much in a process that reads it. */
export const DEFAULT_PIECE_MB = 32;

/** Who does the work of a training, and in what portions. */
export const WORK_OPTIONS = {
  'n-jobs': {
    kind: integer(1, 256),
    description:
      'Threads to grow trees with, where it is worth it. The model does not depend on it.',
    defaultText: 'one for each core',
  },
  workers: {
    kind: integer(1, 1_024),
    description:
      'Read the table in pieces and grow a forest in this number of processes. The model does not depend on their number.',
    defaultText: 'none, the table is read as a whole',
  },
  on: {
    kind: choice('here', 'aws'),
    description:
      'Where a forest is trained: on this machine, or on a table of S3 (--data=s3://BUCKET/PREFIX) by functions of --stage. The model does not depend on it.',
    default: 'here',
  },
  stage: {
    kind: text('STAGE', /./, 'the name of a stage in the configuration'),
    description: 'With --on=aws, the stage that trains.',
    defaultText: 'none',
  },
  config: {
    kind: path('FILE'),
    description: 'With --on=aws, the configuration of the stages.',
    defaultText: 'apps/deploy/deploy.config.ts',
  },
  'dry-run': {
    kind: flag,
    description: 'With --on=aws, show what it would take and cost, and start nothing.',
    default: false,
  },
  resume: {
    kind: flag,
    description:
      'With --on=aws, continue the training of the same table and options that was left or has failed: finished work is kept.',
    default: false,
  },
  'piece-mb': {
    kind: integer(1, 1_000_000),
    description:
      'With --workers or --on=aws, the size of a piece, in megabytes (2^20 bytes), at most.',
    defaultText: String(DEFAULT_PIECE_MB),
  },
} as const satisfies OptionTable;

import { z } from 'zod';

import { matching } from './fields.ts';
import { stageSchema, tagsSchema } from './stage-schema.ts';

/** What a stage is called. */
const stageName = matching(
  /^[a-z][a-z0-9-]{0,15}$/,
  'up to 16 lower-case letters, digits and dashes, the first a letter',
);

export const configSchema = z
  .strictObject({
    /** Begins the name of every stack, and so of everything in the account. Default: `lambda-forest`. */
    service: matching(
      /^[a-z][a-z0-9-]{0,18}[a-z0-9]$/,
      '2 to 20 lower-case letters, digits and dashes, the first a letter',
    ).default('lambda-forest'),
    /** On everything that can be tagged, in every stage. */
    tags: tagsSchema,
    /** By name, which `--stage` asks for. */
    stages: z
      .record(stageName, stageSchema)
      .refine((stages) => Object.keys(stages).length > 0, { error: 'expected at least one stage' }),
  })
  .readonly();

/** A configuration, complete: every default filled in. */
export type DeployConfig = z.output<typeof configSchema>;

/** A configuration as it is written: what has a default may be left out. */
export type DeployConfigInput = z.input<typeof configSchema>;

import { z } from 'zod';

import { DEFAULT_SERVICE, STAGE_NAME } from '../stack/names.ts';
import { configMistakes, reporting, stageMistakes } from './contradictions.ts';
import { matching } from './fields.ts';
import { stageSchema, tagsSchema } from './stage-schema.ts';

/** The names of stages. */
const stageName = matching(
  STAGE_NAME,
  'up to 16 lower-case letters, digits and dashes, the first a letter',
);

/** A stage whose options go together. */
export const checkedStageSchema = stageSchema.superRefine(reporting(stageMistakes));

export const configSchema = z
  .strictObject({
    /** The prefix of every stack's name, and so of all resources in the account. Default: `lambda-forest`. */
    service: matching(
      /^[a-z][a-z0-9-]{0,18}[a-z0-9]$/,
      '2 to 20 lower-case letters, digits and dashes, the first a letter',
    ).default(DEFAULT_SERVICE),
    /** Tags of all resources that can have them, in every stage. */
    tags: tagsSchema,
    /** By name, which `--stage` chooses. */
    stages: z
      .record(stageName, checkedStageSchema)
      .refine((stages) => Object.keys(stages).length > 0, { error: 'expected at least one stage' }),
  })
  .superRefine(reporting(configMistakes))
  .readonly();

/** A configuration, complete: every default filled in. */
export type DeployConfig = z.output<typeof configSchema>;

/** A configuration as users write it: options with a default may be left out. */
export type DeployConfigInput = z.input<typeof configSchema>;

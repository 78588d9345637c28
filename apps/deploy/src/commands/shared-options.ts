import { MODEL_OPTION, modelReference } from '@lambda-forest/artifacts';
import { flag, path, text, UsageError } from '@lambda-forest/cli';

import { STAGE_NAME } from '../stack/names.ts';

/** Options that several commands have. */
export const STAGE = {
  kind: text('STAGE', STAGE_NAME, 'the name of a stage in the configuration'),
  description: 'Which stage: staging, production, or another one of the configuration.',
} as const;

/** Of commands on what is deployed: a stack is of all versions of a model. */
export const MODEL = {
  ...MODEL_OPTION,
  kind: {
    ...modelReference,
    placeholder: 'NAME|PATH',
    expects: "a model's name without a version, or the path of its folder or file",
    parse(given: string) {
      const reference = modelReference.parse(given);
      const isVersion =
        reference !== undefined && 'name' in reference && reference.version !== undefined;
      return isVersion ? undefined : reference;
    },
  },
  description: 'The model: each one has its own stack in every stage.',
} as const;

/** As `lambda-forest package` takes it. */
const PACKAGED_MODEL = {
  ...MODEL_OPTION,
  description:
    'The model: each name has its own stack in every stage. A name without a version means the one trained last.',
} as const;

export const CONFIG = {
  kind: path('FILE'),
  description: 'The configuration.',
  default: 'apps/deploy/deploy.config.ts',
} as const;

const PACKAGE = {
  kind: path('DIR'),
  description: 'Folder that "lambda-forest package" wrote.',
  defaultText: 'none, the model is packaged first',
} as const;

/** Options of commands that package first. */
export const PACKAGED_TARGET = {
  stage: STAGE,
  model: PACKAGED_MODEL,
  package: PACKAGE,
  config: CONFIG,
} as const;

export const YES = {
  kind: flag,
  description: 'Ask nothing: for pipelines that were approved before.',
} as const;

/** @throws {UsageError} because a wrong stage does harm */
export function requireStage(stage: string | undefined): string {
  if (stage !== undefined) return stage;
  throw new UsageError('Found no --stage, expected the name of a stage.', 'Write --stage=staging.');
}

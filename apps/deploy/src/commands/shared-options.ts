import { flag, path, text, UsageError } from '@lambda-forest/cli';

/** Options that several commands have. */
export const STAGE = {
  kind: text('STAGE', /^[a-z][a-z0-9-]{0,15}$/, 'the name of a stage in the configuration'),
  description: 'Which stage: staging, production, or another one of the configuration.',
} as const;

export const MODEL = {
  kind: text('NAME', /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "a model's name"),
  description: 'The model: each one has its own stack in every stage.',
  default: 'iris',
} as const;

/** The same as in `inference:package`. */
const PACKAGED_MODEL = {
  kind: text('NAME[@VERSION]', /./, "a model's name, or name@version"), // loadTarget takes it apart
  description:
    'The model: each name has its own stack in every stage. Without a version, the one trained last.',
  default: 'iris',
} as const;

export const CONFIG = {
  kind: path('FILE'),
  description: 'The configuration.',
  default: 'apps/deploy/deploy.config.ts',
} as const;

const PACKAGE = {
  kind: path('DIR'),
  description: 'Folder that inference:package wrote.',
  defaultText: 'dist/apps/inference-package/<model>',
} as const;

/** Options of commands that package first. */
export const PACKAGED_TARGET = {
  stage: STAGE,
  model: PACKAGED_MODEL,
  package: PACKAGE,
  config: CONFIG,
} as const;

export const JSON_OUTPUT = {
  kind: flag,
  description: 'Print one JSON document to stdout; everything else goes to stderr.',
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

import { flag, path, text, UsageError } from '@lambda-forest/cli';

/** Options that several commands have. */
export const STAGE = {
  kind: text('STAGE', /^[a-z][a-z0-9-]{0,15}$/, 'the name of a stage in the configuration'),
  description: 'Which stage: staging, production, or another one of the configuration.',
} as const;

export const MODEL = {
  kind: text('NAME', /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "a model's name"),
  description: 'Which model: each one has a stack of its own in every stage.',
  default: 'iris',
} as const;

/** As `inference:package` takes it. */
const PACKAGED_MODEL = {
  kind: text('NAME[@VERSION]', /./, "a model's name, or name@version"), // loadTarget takes it apart
  description:
    'Which model: each name has a stack of its own in every stage. Without a version the one trained last.',
  default: 'iris',
} as const;

export const CONFIG = {
  kind: path('FILE'),
  description: 'The configuration.',
  default: 'apps/deploy/deploy.config.ts',
} as const;

const PACKAGE = {
  kind: path('DIR'),
  description: 'What inference:package wrote.',
  defaultText: 'dist/apps/inference-package/<model>',
} as const;

/** What a command works on that packages first. */
export const PACKAGED_TARGET = {
  stage: STAGE,
  model: PACKAGED_MODEL,
  package: PACKAGE,
  config: CONFIG,
} as const;

export const JSON_OUTPUT = {
  kind: flag,
  description: 'Print one JSON document to stdout; all else goes to stderr.',
} as const;

export const YES = {
  kind: flag,
  description: 'Ask nothing: for pipelines, where somebody has agreed before.',
} as const;

/** @throws {UsageError} because a wrong stage is no harmless default */
export function requireStage(stage: string | undefined): string {
  if (stage !== undefined) return stage;
  throw new UsageError('Found no stage, expected one.', 'Write --stage=staging.');
}

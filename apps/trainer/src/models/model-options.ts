import { MODEL_OPTION } from '@lambda-forest/artifacts';
import { path } from '@lambda-forest/cli';
import type { OptionTable } from '@lambda-forest/cli';

/** The option of every command that uses trained models. */
export const ARTIFACTS_OPTION = {
  'artifacts-dir': {
    kind: path('DIR'),
    description: 'Folder of all models, as training writes it.',
    defaultText: 'artifacts in the workspace',
  },
} as const satisfies OptionTable;

export const MODEL_OPTIONS = {
  model: MODEL_OPTION,
  ...ARTIFACTS_OPTION,
} as const satisfies OptionTable;

import { modelReference } from '@lambda-forest/artifacts';
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
  model: {
    kind: modelReference,
    description: 'The model; a name without a version means the one that was trained last.',
    default: { name: 'iris', version: undefined },
    defaultText: 'iris',
  },
  ...ARTIFACTS_OPTION,
} as const satisfies OptionTable;

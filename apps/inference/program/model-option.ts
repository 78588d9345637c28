import { modelReference } from '@lambda-forest/artifacts';

/** The option of both commands. */
export const MODEL_OPTION = {
  model: {
    kind: modelReference,
    description: 'The model; a name without a version means the one that was trained last.',
    default: { name: 'iris', version: undefined },
    defaultText: 'iris',
  },
} as const;

/** The model's file is part of what the command line names. */
export const MODEL_EXIT_CODES = { MODEL_CORRUPTED: 2, MODEL_VERSION_UNSUPPORTED: 2 } as const;

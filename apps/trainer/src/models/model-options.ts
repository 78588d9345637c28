import { parseModelReference } from '@lambda-forest/artifacts';
import type { ModelReference } from '@lambda-forest/artifacts';
import { path } from '@lambda-forest/cli';
import type { OptionKind, OptionTable } from '@lambda-forest/cli';

/** `<name>` or `<name>@<version>`. */
export const modelReference: OptionKind<ModelReference> = {
  placeholder: 'NAME[@VERSION]',
  expects: "a model's name, with or without @ and its version",
  jsonType: 'string',
  parse(given) {
    try {
      return parseModelReference(given);
    } catch {
      return undefined; // the option's own message says what was expected
    }
  },
};

/** The option of every command that uses a trained model. */
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
    description: 'The model; without a version the one that was trained last.',
    default: { name: 'iris', version: undefined },
    defaultText: 'iris',
  },
  ...ARTIFACTS_OPTION,
} as const satisfies OptionTable;

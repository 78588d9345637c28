import { isModelName, MODEL_NAME_EXPECTS } from '@lambda-forest/artifacts';
import { flag, path } from '@lambda-forest/cli';
import type { OptionKind, OptionTable } from '@lambda-forest/cli';

const modelName: OptionKind<string> = {
  placeholder: 'NAME',
  expects: MODEL_NAME_EXPECTS,
  parse: (given) => (isModelName(given) ? given : undefined),
};

/** What a model is called, and where it is written. */
export const PLACE_OPTIONS = {
  'output-dir': {
    kind: path('DIR'),
    description: 'Folder for the model and what belongs to it.',
    defaultText:
      'artifacts/NAME/VERSION in the workspace, and artifacts/NAME/latest.json points to it',
  },
  name: {
    kind: modelName,
    description: "The model's name.",
    defaultText: "the data file's name without its ending",
  },
  'model-version': {
    kind: { ...modelName, placeholder: 'VERSION' },
    description: "The model's version. One that exists already and is another model is refused.",
    defaultText: 'that of an equal model; otherwise the next free one: 1.0.0, 1.0.1, ...',
  },
  force: {
    kind: flag,
    description: 'Replace the model of --model-version by another one.',
    default: false,
  },
} as const satisfies OptionTable;

import { flag, text } from '@lambda-forest/cli';

/** The options that both commands have. */
export const COMMON_OPTIONS = {
  model: {
    kind: text('NAME[@VERSION]', /./, 'a model of the folder artifacts'),
    default: 'iris',
    description: 'The model. Without a version it is the one that was trained last.',
  },
  help: { kind: flag, default: false, description: 'Prints this help.' },
} as const;

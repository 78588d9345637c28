import { flag } from '@lambda-forest/cli';

/** Of every command. */
export const HELP = { kind: flag, description: 'Print this text.' } as const;

/** Of commands that print text otherwise. */
export const JSON_OUTPUT = {
  kind: flag,
  description: 'Print one JSON document on stdout instead of text.',
} as const;

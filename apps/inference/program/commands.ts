import type { CommandTable } from '@lambda-forest/cli';

/** Every command that serves or packages a model, by its name. */
export const COMMANDS: CommandTable = {
  serve: {
    summary: 'Serves a model from the built bundle, behind a local HTTP API on 127.0.0.1.',
    load: async () => (await import('./serve/serve-command.ts')).serveCommand,
  },
  package: {
    summary: 'Packs the built service and a model into one zip for Lambda.',
    load: async () => (await import('./package/package-command.ts')).packageCommand,
  },
};

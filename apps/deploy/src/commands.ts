import type { CommandEntry } from '@lambda-forest/cli';

import type { DeployCommand } from './commands/command.ts';

/** Every command that meets AWS, by its name, in the order in which they are needed. */
export const COMMANDS = {
  bootstrap: {
    summary: "Bootstraps a stage's account and region for the CDK, once: a bucket and roles.",
    load: async () => (await import('./commands/bootstrap.ts')).bootstrapCommand,
  },
  synth: {
    summary: 'Writes the CloudFormation template of a stage and checks it, without asking AWS.',
    load: async () => (await import('./commands/synth.ts')).synthCommand,
  },
  diff: {
    summary: 'Shows what a deployment would change, and changes nothing.',
    load: async () => (await import('./commands/diff.ts')).diffCommand,
  },
  deploy: {
    summary: 'Deploys the packaged service to a stage and tests it there.',
    load: async () => (await import('./commands/deploy.ts')).deployCommand,
  },
  smoke: {
    summary: 'Sends a service the requests of a caller and checks the answers.',
    load: async () => (await import('./commands/smoke.ts')).smokeCommand,
  },
  versions: {
    summary: 'Lists the published versions of a stage and marks the live one.',
    load: async () => (await import('./commands/versions.ts')).versionsCommand,
  },
  rollback: {
    summary: 'Moves the alias back to the previous version, or to a given one, and tests it.',
    load: async () => (await import('./commands/rollback.ts')).rollbackCommand,
  },
  prune: {
    summary: 'Deletes old versions of a stage, never the live one.',
    load: async () => (await import('./commands/prune.ts')).pruneCommand,
  },
  logs: {
    summary: "Prints the service's logs.",
    load: async () => (await import('./commands/logs.ts')).logsCommand,
  },
  destroy: {
    summary: 'Removes a stage: the API, the function and its alarms.',
    load: async () => (await import('./commands/destroy.ts')).destroyCommand,
  },
} as const satisfies Readonly<
  Record<string, CommandEntry & { readonly load: () => Promise<DeployCommand> }>
>;

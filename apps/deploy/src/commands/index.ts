import { bootstrapCommand } from './bootstrap.ts';
import type { Command } from './command.ts';
import { deployCommand } from './deploy.ts';
import { destroyCommand } from './destroy.ts';
import { diffCommand } from './diff.ts';
import { logsCommand } from './logs.ts';
import { rollbackCommand } from './rollback.ts';
import { smokeCommand } from './smoke.ts';
import { synthCommand } from './synth.ts';
import { versionsCommand } from './versions.ts';

/** All commands, in the order in which they are needed. */
export const COMMANDS: readonly Command[] = [
  bootstrapCommand,
  synthCommand,
  diffCommand,
  deployCommand,
  smokeCommand,
  versionsCommand,
  rollbackCommand,
  logsCommand,
  destroyCommand,
];

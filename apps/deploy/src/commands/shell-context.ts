import { createInterface } from 'node:readline/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { Shell } from '@lambda-forest/cli';

import { connect } from '../aws/clients.ts';
import { makePackage } from '../package/make-package.ts';
import { send } from '../smoke/send.ts';
import { tryProgram } from '../try-program.ts';
import type { CommandContext } from './context.ts';

const WORKSPACE = fileURLToPath(new URL('../../../..', import.meta.url));

/** What a command meets outside, in a shell. */
export function contextFor(shell: Shell): CommandContext {
  return {
    root: WORKSPACE,
    env: process.env,
    terminal: { ...shell, ask },
    connect,
    loadToolkit: () => import('@aws-cdk/toolkit-lib'),
    send,
    makePackage,
    tryProgram,
    now: () => Date.now(),
    wait: (milliseconds) => wait(milliseconds),
  };
}

/** Questions go to the stream that is the terminal; with `--json`, stdout holds the document alone. */
async function ask(question: string): Promise<string> {
  const lines = createInterface({
    input: process.stdin,
    output: process.stderr.isTTY ? process.stderr : process.stdout,
  });
  // While a question is open, the terminal gives Ctrl-C to it as a key.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return (await lines.question(question)).trim();
  } finally {
    lines.close();
  }
}

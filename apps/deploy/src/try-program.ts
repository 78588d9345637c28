import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { printable } from '@lambda-forest/text';

const MAX_SAID = 200;

/** A program that hangs does not answer in this time. */
const TIMEOUT_MS = 10_000;

/**
 * Runs a program to check that it works.
 *
 * @returns undefined if it ends with 0, otherwise the reason, on one line
 */
export async function tryProgram(
  program: string,
  args: readonly string[],
): Promise<string | undefined> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    if (code === 0) return undefined;
    if (code === null) return `no answer within ${TIMEOUT_MS / 1_000} s`;
    const line = said.trim().split('\n').at(-1) ?? '';
    return printable(line.slice(0, MAX_SAID)) || `it ended with ${code}`;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT'
      ? 'not there'
      : printable(String(error));
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

const MODULE = fileURLToPath(new URL('start-program.cjs', import.meta.url));

/** A process that has a program of its own run in its place. */
function start(program: string) {
  const script = `require(${JSON.stringify(MODULE)})
    .startProgram(process.execPath, ['-e', ${JSON.stringify(program)}])
    .then((code) => { console.log('ended with ' + code); });`;
  const child = spawn(process.execPath, ['-e', script]);
  const ended = once(child, 'close');
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  return { child, ended, stdout: () => stdout };
}

test('a program keeps its exit code', async () => {
  const { ended, stdout } = start('process.exitCode = 3');
  await ended;
  expect(stdout()).toBe('ended with 3\n');
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s to the process alone stops the program too, which ends as it wants to',
  async (signal) => {
    const { child, ended, stdout } = start(
      `setInterval(() => {}, 1000);
       process.on('SIGTERM', () => { console.log('stopping'); process.exit(5); });
       console.log('ready');`,
    );
    await expect.poll(stdout).toBe('ready\n');
    child.kill(signal);
    await ended;
    expect(stdout()).toBe('ready\nstopping\nended with 5\n');
  },
);

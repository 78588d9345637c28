import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { expect, test } from 'vitest';

import { runs } from './aside.ts';

test('this process runs', () => {
  expect(runs(process.pid)).toBe(true);
});

test.runIf(process.platform === 'linux')(
  'a process that nobody asks how it ended does not run',
  async () => {
    // `sleep` takes the place of the shell, and never asks for the child that it has from it.
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
      await expect.poll(() => runs(Number(String(pid))), { timeout: 30_000 }).toBe(false);
    } finally {
      parent.kill('SIGKILL');
    }
  },
  60_000,
);

import { afterEach, expect, test } from 'vitest';

import { ProcessPool } from './process-pool.ts';

const { execPath } = process;
afterEach(() => {
  process.execPath = execPath;
});

test('a process that cannot be started is lost, and is not waited for', async () => {
  process.execPath = '/nowhere/node';
  const pool = new ProcessPool<string, string, string>({
    module: new URL(import.meta.url),
    setup: '',
    lost: (task, end) => new Error(`${task}: ${end}`),
  });
  await expect(pool.run('a task')).rejects.toThrow('a task: 1');
  await pool.close();
});

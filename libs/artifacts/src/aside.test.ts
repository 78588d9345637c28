import { expect, test } from 'vitest';

import { asideName, isRunning, removeLeftovers, scratchFolder } from './index.ts';

const RANDOM = '0123456789ab';

/** Of which one runs. */
const PROCESSES = {
  pid: 8,
  kill(pid: number): void {
    if (pid !== 8) throw Object.assign(new Error(), { code: 'ESRCH' });
  },
};

test('what a process left that no longer runs is removed, and nothing else', async () => {
  const dead = [asideName('model.forest', 7, RANDOM), asideName('a.b', 7, RANDOM)];
  const others = [asideName('model.forest', 8, RANDOM), 'model.forest', '.x.tmp', '.a.7-1.tmp'];
  const removed: string[] = [];
  const files = {
    readdir: () => Promise.resolve([...dead, ...others]),
    rm: (path: string) => Promise.resolve(void removed.push(path)),
  };
  await removeLeftovers('/m', files, PROCESSES);
  expect(removed).toEqual(dead.map((name) => `/m/${name}`));
});

test('a folder that cannot be read, or a leftover that cannot be removed, is no problem', async () => {
  const fail = () => Promise.reject(new Error('EACCES'));
  const readdir = () => Promise.resolve([asideName('m', 7, RANDOM)]);
  await removeLeftovers('/m', { readdir: fail, rm: fail }, PROCESSES);
  await removeLeftovers('/m', { readdir, rm: fail }, PROCESSES);
});

test('a folder for one process is for its user alone, and those of dead ones are removed', async () => {
  const dead = asideName('lambda-forest-scratch', 7, RANDOM);
  const others = [
    asideName('lambda-forest-scratch', 8, RANDOM),
    asideName('model.forest', 7, RANDOM),
    'lambda-forest-scratch.7-0123456789ab.tmp',
  ];
  const done: unknown[] = [];
  const files = {
    readdir: () => Promise.resolve([dead, ...others]),
    rm: (path: string) => Promise.resolve(void done.push(path)),
    mkdir: (path: string, { mode }: { mode: number }) =>
      Promise.resolve(void done.push([path, mode])),
  };
  const folder = await scratchFolder('/tmp', files, PROCESSES, RANDOM);
  expect(folder).toBe(`/tmp/${others[0]!}`);
  expect(done).toEqual([`/tmp/${dead}`, [folder, 0o700]]);
});

test('a process runs if it takes a signal, or refuses it as the process of somebody else', () => {
  const failing = (code: string) => () => {
    throw Object.assign(new Error(code), { code });
  };
  expect(
    [() => true, failing('EPERM'), failing('ESRCH')].map((kill) => isRunning(1, { kill })),
  ).toEqual([true, true, false]);
});

import { expect, test } from 'vitest';

import { asideName, isRunning, removeLeftovers } from './index.ts';

const RANDOM = '0123456789ab';

test('what a process left that no longer runs is removed, and nothing else', async () => {
  const dead = [asideName('model.forest', 7, RANDOM), asideName('a.b', 7, RANDOM)];
  const others = [asideName('model.forest', 8, RANDOM), 'model.forest', '.x.tmp', '.a.7-1.tmp'];
  const removed: string[] = [];
  await removeLeftovers('/m', {
    readdir: () => Promise.resolve([...dead, ...others]),
    rm(path) {
      removed.push(path);
      return Promise.resolve();
    },
    isRunning: (pid) => pid === 8,
  });
  expect(removed).toEqual(dead.map((name) => `/m/${name}`));
});

test('a folder that cannot be read, or a leftover that cannot be removed, is no problem', async () => {
  const fail = () => Promise.reject(new Error('EACCES'));
  const name = asideName('m', 7, RANDOM);
  const isDead = () => false;
  await removeLeftovers('/m', { readdir: fail, rm: fail, isRunning: isDead });
  await removeLeftovers('/m', {
    readdir: () => Promise.resolve([name]),
    rm: fail,
    isRunning: isDead,
  });
});

test('a process runs if it takes a signal, or refuses it as the process of somebody else', () => {
  const failing = (code: string) => () => {
    throw Object.assign(new Error(code), { code });
  };
  expect(
    [() => true, failing('EPERM'), failing('ESRCH')].map((kill) => isRunning(1, kill)),
  ).toEqual([true, true, false]);
});

/** An account that is bootstrapped and stays empty: what is refused, or not agreed to, changes nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { bootstrapped, deploy, expectOneLine } from './account.ts';
import type { Emulator } from './emulator.ts';
import { packaged } from './package.ts';
import { program, typed } from './program.ts';

/** Packaging is not what these are about. */
const PACKAGE = `--package=${packaged()}`;

let emulator: Emulator;

beforeAll(async () => {
  emulator = await bootstrapped();
});
afterAll(() => emulator[Symbol.asyncDispose]());

test('a stage that is not deployed is said in one line', async () => {
  for (const command of ['versions', 'rollback', 'logs']) {
    expectOneLine(await program(emulator, [command]), 4, /npx lambda-forest deploy/);
  }
});

test('so is a first deployment without a terminal and without --yes', async () => {
  expectOneLine(await program(emulator, ['deploy', PACKAGE]), 6, /--yes/);
});

describe('on a terminal, through Nx', () => {
  test.each([
    ['no\r', 'Found "no", expected yes. Nothing was changed.'],
    ['\u0003', 'If CloudFormation has begun, it goes on without this program'],
  ])('the answer %j reaches the program; Nx fails', async (keys, said) => {
    const run = await typed(emulator, 'nx run inference:deploy', [['(yes or no)', keys]], {
      NO_COLOR: undefined,
    });
    expect(run.code, run.stdout).not.toBe(0);
    expect(run.stdout).toContain(said);
    expect(run.stdout).toContain('\u001b[32m'); // colours
    expect(run.stdout).not.toMatch(/^ +at /m); // no stack
  });
});

describe('on a terminal', () => {
  test.each([
    ['no\r', 6, 'Found "no", expected yes. Nothing was changed.'],
    ['\u0003', 130, 'If CloudFormation has begun, it goes on without this program'],
  ])('the answer %j ends with exit code %i', async (keys, code, said) => {
    const run = await typed(emulator, `deploy ${PACKAGE}`, [['(yes or no)', keys]]);
    expect(run.code, run.stdout).toBe(code);
    expect(run.stdout).toContain(said);
    expect(run.stdout).not.toMatch(/^ +at /m); // no stack
  });
});

test('by all of which nothing was deployed', async () => {
  expectOneLine(await program(emulator, ['versions']), 4, /Found no stack/);
});

test('a deployment that was interrupted goes on with the same command', async () => {
  const stopped = await program(emulator, ['deploy', '--yes', PACKAGE], {
    onOutput: (child, stdout) => {
      if (/AWS::\S+ +\S+/.test(stdout.split('Deploying')[1] ?? '')) child.kill('SIGINT');
    },
  });
  expectOneLine(stopped, 130, /the same command waits for it/);
  expect((await deploy(emulator, [PACKAGE])).smoke.ok).toBe(true);
});

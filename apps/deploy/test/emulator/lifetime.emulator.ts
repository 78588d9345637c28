/**
 * A stage from its first deployment to its end, against an emulator: docs/deployment.md says what this proves and what
 * it does not. Each test goes on where the one before ended.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { signedBy } from '../../src/aws/signed-fetch.ts';
import { send } from '../../src/smoke/send.ts';
import {
  bootstrapped,
  CREDENTIALS,
  deploy,
  expectOneLine,
  REGION,
  VALIDATED,
  versions,
} from './account.ts';
import type { Deployment } from './account.ts';
import type { Emulator } from './emulator.ts';
import {
  modelSha256,
  packaged,
  packagedWithAnotherModel,
  packagedWithWrongModel,
} from './package.ts';
import { program } from './program.ts';

/** Flowers that are easy to classify. */
const FLOWERS = [
  [[5.1, 3.5, 1.4, 0.2], 'setosa'],
  [[5.9, 2.8, 4.2, 1.3], 'versicolor'],
  [[6.9, 3.1, 5.8, 2.2], 'virginica'],
] as const;

let emulator: Emulator;
let first: Deployment;

beforeAll(async () => {
  emulator = await bootstrapped();
});
afterAll(() => emulator[Symbol.asyncDispose]());

test('the service is deployed, and its API predicts', async () => {
  first = await deploy(emulator, [], VALIDATED);
  const { version, url, model, smoke } = first;
  expect(version).toBe(1);
  expect(smoke.ok).toBe(true);
  expect(model.sha256).toBe(modelSha256(packaged()));

  const ask = signedBy(() => Promise.resolve(CREDENTIALS), REGION, send);
  for (const [features, kind] of FLOWERS) {
    const answer = await ask(`${url}/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ features }),
    });
    expect(JSON.parse(answer.body)).toMatchObject({ class_name: kind });
  }
  expect(await versions(emulator)).toEqual({ live: 1, states: [[1, 'live']] });
});

test('the same package once more changes nothing, and says so', async () => {
  const again = await program(emulator, ['deploy', '--yes']);
  expect(again).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Nothing to change') as string,
  });
  expect(await versions(emulator)).toEqual({ live: 1, states: [[1, 'live']] });
});

test('the smoke test passes with a signature and fails without', async () => {
  const { url } = first;
  const signed = await program(emulator, ['smoke', `--url=${url}`, `--region=${REGION}`]);
  expect(signed).toMatchObject({ code: 0 });
  expectOneLine(
    await program(emulator, ['smoke', `--url=${url}`, '--auth=none']),
    5,
    /GET \/health: Found status 403/,
  );
  const other = `--model-sha256=${'0'.repeat(64)}`;
  expectOneLine(
    await program(emulator, ['smoke', `--url=${url}`, `--region=${REGION}`, other]),
    5,
    /Found a model with SHA-256/,
  );
});

test('another model makes a version of its own, and a rollback brings the old one back', async () => {
  const other = packagedWithAnotherModel();
  const second = await deploy(emulator, [`--package=${other}`]);
  expect(second.version).toBe(2);
  expect(second.model.sha256).toBe(modelSha256(other));
  expect((await versions(emulator)).live).toBe(2);

  const back = await program(emulator, ['rollback', '--yes', '--json']);
  expect(back.code, back.stderr).toBe(0);
  expect(JSON.parse(back.stdout)).toMatchObject({
    from: 2,
    version: 1,
    model_sha256: modelSha256(packaged()),
    smoke: { ok: true },
  });
  expect(await versions(emulator)).toEqual({
    live: 1,
    states: [
      [1, 'live'],
      [2, 'rolled back'],
    ],
  });

  // CloudFormation sees no change in the template: the program must not say that all is well.
  expectOneLine(
    await program(emulator, ['deploy', '--yes', `--package=${other}`, '--json']).then((run) => ({
      ...run,
      stderr: run.stderr.trim().split('\n').at(-1)!,
    })),
    4,
    /it was rolled back.*--to-version=2/,
  );
  expect(await program(emulator, ['rollback', '--yes', '--to-version=2'])).toMatchObject({
    code: 0,
  });
  expect((await versions(emulator)).live).toBe(2);
});

test('a version that does not answer as it must is taken back by itself', async () => {
  const options = [`--package=${packagedWithWrongModel()}`, '--yes', '--rollback-on-failure'];
  const run = await program(emulator, ['deploy', ...options]);
  expectOneLine(
    run,
    5,
    /version 3 failed its smoke test, and version 2 is live again\. GET \/health: Found status 503/,
  );
  expect(await versions(emulator)).toEqual({
    live: 2,
    states: [
      [1, ''],
      [2, 'live'],
      [3, 'rolled back'],
    ],
  });
});

test('the stage is removed by who writes its name', async () => {
  expectOneLine(await program(emulator, ['destroy']), 6, /--confirm=staging/);
  expectOneLine(
    await program(emulator, ['destroy', '--confirm=production']),
    6,
    /Nothing was changed/,
  );
  expect(await program(emulator, ['destroy', '--confirm=staging'])).toMatchObject({ code: 0 });
  expectOneLine(await program(emulator, ['versions']), 4, /Found no stack/);
});

/**
 * A complete deployment, by `lambda-forest deploy`, against an emulator: docs/deployment.md says what
 * this proves and what it does not.
 */
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { signedBy } from '../../src/aws/signed-fetch.ts';
import { send } from '../../src/smoke/send.ts';
import { startEmulator } from './emulator.ts';
import type { Emulator } from './emulator.ts';
import {
  modelSha256,
  packaged,
  packagedWithAnotherModel,
  packagedWithWrongModel,
} from './package.ts';
import { program, typed } from './program.ts';
import type { Run } from './program.ts';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
const REGION = 'eu-west-1';

/** Flowers that are easy to classify. */
const FLOWERS = [
  [[5.1, 3.5, 1.4, 0.2], 'setosa'],
  [[5.9, 2.8, 4.2, 1.3], 'versicolor'],
  [[6.9, 3.1, 5.8, 2.2], 'virginica'],
] as const;

async function bootstrapped(): Promise<Emulator> {
  const emulator = await startEmulator();
  expect(await program(emulator, ['bootstrap', '--yes'])).toMatchObject({ code: 0 });
  return emulator;
}

interface Deployment {
  readonly version: number;
  readonly url: string;
  readonly model: { readonly sha256: string };
  readonly smoke: { readonly ok: boolean };
}

async function deploy(emulator: Emulator, ...options: readonly string[]): Promise<Deployment> {
  const run = await program(emulator, ['deploy', '--yes', '--json', ...options]);
  expect(run.code, run.stderr).toBe(0);
  return JSON.parse(run.stdout);
}

async function versions(emulator: Emulator): Promise<{ live: number; states: [number, string][] }> {
  const run = await program(emulator, ['versions', '--json']);
  expect(run.code, run.stderr).toBe(0);
  const { live, versions: all } = JSON.parse(run.stdout) as {
    live: number;
    versions: { version: number; state: string }[];
  };
  return { live, states: all.map(({ version, state }) => [version, state]) };
}

/** One line on stderr that says how to go on, and no stack. */
function expectOneLine(run: Run, code: number, said: RegExp): void {
  expect(run.code, run.stderr).toBe(code);
  expect(run.stderr.trim().split('\n')).toHaveLength(1);
  expect(run.stderr).toMatch(said);
}

describe('from nothing', () => {
  test('an account is bootstrapped, the service deployed, and its API predicts', async () => {
    await using emulator = await bootstrapped();
    const { version, url, model, smoke } = await deploy(emulator);
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
    await using emulator = await bootstrapped();
    await deploy(emulator);
    const again = await program(emulator, ['deploy', '--yes']);
    expect(again).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing to change') as string,
    });
    expect(await versions(emulator)).toEqual({ live: 1, states: [[1, 'live']] });
  });

  test('the smoke test passes with a signature and fails without', async () => {
    await using emulator = await bootstrapped();
    const { url } = await deploy(emulator);
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

  test('the stage is removed by who writes its name', async () => {
    await using emulator = await bootstrapped();
    await deploy(emulator);
    expectOneLine(await program(emulator, ['destroy']), 6, /--confirm=staging/);
    expectOneLine(
      await program(emulator, ['destroy', '--confirm=production']),
      6,
      /Nothing was changed/,
    );
    expect(await program(emulator, ['destroy', '--confirm=staging'])).toMatchObject({ code: 0 });
    expectOneLine(await program(emulator, ['versions']), 4, /Found no stack/);
  });
});

describe('on a terminal, through Nx', () => {
  test.each([
    ['no\r', 'Found "no", expected yes. Nothing was changed.'],
    ['\u0003', 'If CloudFormation has begun, it goes on without this program'],
  ])('the answer %j reaches the program; Nx fails', async (keys, said) => {
    await using emulator = await bootstrapped();
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
    await using emulator = await bootstrapped();
    const run = await typed(emulator, 'deploy', [['(yes or no)', keys]]);
    expect(run.code, run.stdout).toBe(code);
    expect(run.stdout).toContain(said);
    expect(run.stdout).not.toMatch(/^ +at /m); // no stack
  });

  test('an empty account is bootstrapped, deployed to, taken back and emptied by typing', async () => {
    await using emulator = await startEmulator();
    const first = await typed(emulator, 'deploy', [
      ['Create the stack CDKToolkit', 'yes\r'],
      ['with these permissions?', 'yes\r'],
    ]);
    expect(first.code, first.stdout).toBe(0);
    const sha256 = modelSha256(packaged());
    for (const said of [
      /^Function +arn:aws:lambda:eu-west-1:\d+:function:lambda-forest-iris-staging\r$/m,
      /^Alias +arn:aws:lambda:.*:lambda-forest-iris-staging:live\r$/m,
      /^Version +1\r$/m,
      new RegExp(`^Model +iris .*, SHA-256 ${sha256}\r$`, 'm'),
      /^URL +http.*\r$/m,
      /^curl .*\/predict'\r$/m,
    ]) {
      expect(first.stdout).toMatch(said);
    }

    await deploy(emulator, `--package=${packagedWithAnotherModel()}`);
    const back = await typed(emulator, 'rollback', [['from version 2 to 1?', 'yes\r']]);
    expect(back.code, back.stdout).toBe(0);
    expect(back.stdout).toContain('live is at version 1.');

    const gone = await typed(emulator, 'destroy', [['Write staging', 'staging\r']]);
    expect(gone.code, gone.stdout).toBe(0);
    expect(gone.stdout).toContain('lambda-forest-iris-staging is removed.');
  });
});

describe('another model', () => {
  test('makes a version of its own, and a rollback brings the old one back', async () => {
    await using emulator = await bootstrapped();
    await deploy(emulator);
    const other = packagedWithAnotherModel();
    const second = await deploy(emulator, `--package=${other}`);
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
});

test('a version that does not answer as it must is taken back by itself', async () => {
  await using emulator = await bootstrapped();
  await deploy(emulator);
  const options = [`--package=${packagedWithWrongModel()}`, '--yes', '--rollback-on-failure'];
  const run = await program(emulator, ['deploy', ...options]);
  expectOneLine(
    run,
    5,
    /version 2 failed its smoke test, and version 1 is live again\. GET \/health: Found status 503/,
  );
  expect(await versions(emulator)).toEqual({
    live: 1,
    states: [
      [1, 'live'],
      [2, 'rolled back'],
    ],
  });
});

describe('what goes wrong is said in one line', () => {
  test.each(['deploy', 'versions', 'rollback', 'logs', 'destroy', 'diff'])(
    '%s without credentials, within five seconds',
    async (command) => {
      const nobody = { endpoint: 'http://127.0.0.1:9', home: '/nonexistent' };
      const run = await program(nobody, [command], {
        env: { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
      });
      expectOneLine(run, 3, /Configure them with "aws configure sso"/);
      expect(run.milliseconds).toBeLessThan(5_000);
    },
  );

  test('an account that is not bootstrapped, with the command', async () => {
    await using emulator = await startEmulator();
    const run = await program(emulator, ['deploy', '--yes']);
    expectOneLine(run, 4, /npx lambda-forest bootstrap --stage=staging/);
  });

  test('a stage that is not deployed', async () => {
    await using emulator = await bootstrapped();
    for (const command of ['versions', 'rollback', 'logs']) {
      expectOneLine(await program(emulator, [command]), 4, /npx lambda-forest deploy/);
    }
  });

  test('a first deployment without a terminal and without --yes', async () => {
    await using emulator = await bootstrapped();
    expectOneLine(await program(emulator, ['deploy']), 6, /--yes/);
    expectOneLine(await program(emulator, ['versions']), 4, /Found no stack/);
  });

  test('a template that is refused as a whole; corrected, it is deployed', async () => {
    await using emulator = await bootstrapped();
    // What an emulator cannot do is left out by `emulator: true` alone.
    const config = join(import.meta.dirname, 'whole.config.ts');
    const run = await program(emulator, ['deploy', '--yes'], { config });
    expectOneLine(run, 4, /^AWS refused to deploy the stack: .*AWS::CodeDeploy::Application/);
    expect((await deploy(emulator)).smoke.ok).toBe(true);
  });

  test('a stack that fails on the way, with the resource; corrected, it is deployed', async () => {
    await using emulator = await bootstrapped();
    const config = join(import.meta.dirname, 'pinned.config.ts');
    const apis = `${emulator.endpoint}/v2/apis`;
    const taken = { name: 'other', protocolType: 'HTTP', tags: { 'ms-custom-id': 'abcd0123' } };
    const made = await fetch(apis, {
      method: 'POST',
      headers: inRegion(),
      body: JSON.stringify(taken),
    });
    expect(made.status).toBe(201);

    const run = await program(emulator, ['deploy', '--yes'], { config });
    expectOneLine(
      run,
      4,
      /^AWS could not deploy the stack: HttpApi\w* \(AWS::ApiGatewayV2::Api\): .*already in use/,
    );
    await fetch(`${apis}/abcd0123`, { method: 'DELETE', headers: inRegion() });
    const again = await program(emulator, ['deploy', '--yes'], { config });
    expect(again.code, again.stderr).toBe(0);
  });

  test('a deployment that was interrupted goes on with the same command', async () => {
    await using emulator = await bootstrapped();
    const stopped = await program(emulator, ['deploy', '--yes'], {
      onOutput: (child, stdout) => {
        if (/AWS::\S+ +\S+/.test(stdout.split('Deploying')[1] ?? '')) child.kill('SIGINT');
      },
    });
    expectOneLine(stopped, 130, /the same command waits for it/);
    expect((await deploy(emulator)).smoke.ok).toBe(true);
  });
});

/** The emulator reads account and region from a signature and does not check it. */
function inRegion(): Record<string, string> {
  const credential = `test/20260101/${REGION}/apigateway/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${credential}` };
}

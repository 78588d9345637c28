/** An account with nothing in it, or none. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { expect, test } from 'vitest';

import { deploy, expectOneLine, VALIDATED } from './account.ts';
import { startEmulator } from './emulator.ts';
import { modelSha256, packaged, packagedWithAnotherModel } from './package.ts';
import { program, typed } from './program.ts';

test.each(['deploy', 'versions', 'rollback', 'logs', 'destroy', 'diff'])(
  '%s without credentials is refused in one line, and asks a silent metadata service no more than it must',
  async (command) => {
    let questions = 0;
    const silent = createServer(() => questions++).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const nobody = { endpoint: 'http://127.0.0.1:9', home: '/nonexistent' };
    const run = await program(nobody, [command], {
      env: {
        AWS_ACCESS_KEY_ID: undefined,
        AWS_SECRET_ACCESS_KEY: undefined,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${port}`,
      },
    });
    silent.close();
    expectOneLine(run, 3, /Configure them with "aws configure sso"/);
    expect(questions).toBe(2); // for a token, and without one
  },
);

test('an account that is not bootstrapped is refused in one line, with the command', async () => {
  await using emulator = await startEmulator();
  const run = await program(emulator, ['deploy', '--yes', `--package=${packaged()}`]);
  expectOneLine(run, 4, /npx lambda-forest bootstrap --stage=staging/);
});

test('an empty account is bootstrapped, deployed to, taken back and emptied by typing on a terminal', async () => {
  await using emulator = await startEmulator();
  const first = await typed(
    emulator,
    'deploy',
    [
      ['Create the stack CDKToolkit', 'yes\r'],
      ['with these permissions?', 'yes\r'],
    ],
    VALIDATED.env,
  );
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

  await deploy(emulator, [`--package=${packagedWithAnotherModel()}`]);
  const back = await typed(emulator, 'rollback', [['from version 2 to 1?', 'yes\r']]);
  expect(back.code, back.stdout).toBe(0);
  expect(back.stdout).toContain('live is at version 1.');

  const gone = await typed(emulator, 'destroy', [['Write staging', 'staging\r']]);
  expect(gone.code, gone.stdout).toBe(0);
  expect(gone.stdout).toContain('lambda-forest-iris-staging is removed.');
});

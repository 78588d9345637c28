/** What AWS refuses is said in one line; corrected, the same command deploys. */
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { bootstrapped, deploy, expectOneLine, REGION } from './account.ts';
import { packaged } from './package.ts';
import { program } from './program.ts';

/** Packaging is not what these are about. */
const PACKAGE = `--package=${packaged()}`;

test('a template that is refused as a whole; corrected, it is deployed', async () => {
  await using emulator = await bootstrapped();
  // What an emulator cannot do is left out by `emulator: true` alone.
  const config = join(import.meta.dirname, 'whole.config.ts');
  const run = await program(emulator, ['deploy', '--yes', PACKAGE], { config });
  expectOneLine(run, 4, /^AWS refused to deploy the stack: .*AWS::CodeDeploy::Application/);
  expect((await deploy(emulator, [PACKAGE])).smoke.ok).toBe(true);
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

  const run = await program(emulator, ['deploy', '--yes', PACKAGE], { config });
  expectOneLine(
    run,
    4,
    /^AWS could not deploy the stack: HttpApi\w* \(AWS::ApiGatewayV2::Api\): .*already in use/,
  );
  await fetch(`${apis}/abcd0123`, { method: 'DELETE', headers: inRegion() });
  const again = await program(emulator, ['deploy', '--yes', PACKAGE], { config });
  expect(again.code, again.stderr).toBe(0);
});

/** The emulator reads account and region from a signature and does not check it. */
function inRegion(): Record<string, string> {
  const credential = `test/20260101/${REGION}/apigateway/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${credential}` };
}

/** A client in TypeScript, of the types that openapi-typescript makes of the service's document, checked and used. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import openapiTS, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { client, httpApiEvent } from './client.ts';
import { PAINTS } from './models.ts';

const HERE = import.meta.dirname;
const COMPILER = join(HERE, '../../../node_modules/typescript-7/bin/tsc');
const OPTIONS = [
  '--ignoreConfig',
  '--noEmit',
  '--strict',
  '--module',
  'nodenext',
  '--skipLibCheck',
  '--types',
  'node',
];

const paints = client(PAINTS, {}, ['id']);
let folder: string;

beforeAll(async () => {
  // In the app, where the compiler finds the packages.
  folder = mkdtempSync(join(HERE, '../test-output-client-'));
  const { text } = await paints.send('GET', '/openapi.json');
  writeFileSync(join(folder, 'schema.ts'), astToString(await openapiTS(text)));
  copyFileSync(join(HERE, 'fixtures/typed-client.txt'), join(folder, 'typed-client.ts'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('its types take what the service takes, and nothing else', () => {
  const { stdout } = spawnSync(
    process.execPath,
    [COMPILER, ...OPTIONS, '--allowImportingTsExtensions', join(folder, 'typed-client.ts')],
    { encoding: 'utf8' },
  );
  expect(stdout).toBe('');
});

test('what it sends is answered', async () => {
  const { predictPaint: predict } = (await import(join(folder, 'typed-client.ts'))) as {
    predictPaint: (url: string, fetch: (request: Request) => Promise<Response>) => Promise<string>;
  };
  const answer = await predict('http://paints.test', async (request) => {
    const { pathname } = new URL(request.url);
    const event = httpApiEvent(request.method, pathname, await request.text());
    const { statusCode, body } = (await paints.service(event)) as {
      statusCode: number;
      body: string;
    };
    const headers = { 'content-type': 'application/json' };
    return new Response(body, { status: statusCode, headers });
  });
  expect(['no', 'yes']).toContain(answer);
});

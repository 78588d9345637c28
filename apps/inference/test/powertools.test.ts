/** That Powertools, shortened for the bundle, writes the lines that it writes as it is. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

import config from '../build/esbuild.config.cjs';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-powertools-'));
  const options: BuildOptions = {
    entryPoints: ['test/fixtures/telemetry-lines.ts'],
    absWorkingDir: new URL('..', import.meta.url).pathname,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
  };
  await Promise.all([
    build({ ...options, ...config, outfile: join(folder, 'short.mjs') }),
    build({ ...options, outfile: join(folder, 'whole.mjs'), keepNames: true }),
  ]);
});
afterAll(() => rm(folder, { recursive: true }));

/** What the program writes, without times, stacks and the names that minifying gives to other classes than ours. */
function lines(file: string, env: Readonly<Record<string, string>>): string[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(folder, file)], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
  });
  expect(status, stderr).toBe(0);
  const text = `${stdout}\n${stderr}`;
  return text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/"Timestamp":\d+/g, '"Timestamp":0')
    .replace(/"stack": ?"(?:[^"\\]|\\.)*"/g, '"stack":""')
    .split('\n');
}

const LAMBDA = {
  AWS_LAMBDA_FUNCTION_NAME: 'predict',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_REGION: 'eu-west-1',
  TZ: 'UTC',
  _X_AMZN_TRACE_ID: 'Root=1-2-3;Parent=4;Sampled=1',
};

test.each([
  ['as Lambda starts it', LAMBDA, 12],
  ['with every level', { ...LAMBDA, POWERTOOLS_LOG_LEVEL: 'trace' }, 14],
  ['with a level that does not exist', { ...LAMBDA, LOG_LEVEL: 'loud' }, 13],
  ["with Lambda's own level", { ...LAMBDA, AWS_LAMBDA_LOG_LEVEL: 'WARN', LOG_LEVEL: 'DEBUG' }, 5],
  ["with Lambda's name for the highest level", { ...LAMBDA, AWS_LAMBDA_LOG_LEVEL: 'FATAL' }, 1],
  [
    'with provisioned concurrency',
    { ...LAMBDA, AWS_LAMBDA_INITIALIZATION_TYPE: 'provisioned-concurrency' },
    12,
  ],
  ['without metrics', { ...LAMBDA, POWERTOOLS_METRICS_DISABLED: 'true' }, 12],
  ['for people', { ...LAMBDA, POWERTOOLS_DEV: 'true' }, 12],
  ['outside Lambda', {}, 12],
])('%s', (_, env, least) => {
  const short = lines('short.mjs', env);
  expect(short).toEqual(lines('whole.mjs', env));
  expect(short.length).toBeGreaterThan(least);
});

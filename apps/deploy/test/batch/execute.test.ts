/** The synthesised definition, executed with the built functions and S3's protocol, with faults on the way. */
import { createRequire } from 'node:module';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { FakeS3 } from '@lambda-forest/s3/fake';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { freshFolder, sha256 } from '../fixture.ts';
import { execute } from './execute.ts';
import type { Json, Machine, World } from './execute.ts';
import { synthesizeBatch } from './synthesize.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const MODEL = join(ROOT, 'libs/serializer/golden/v1/regression.forest');
const ROWS = Array.from({ length: 1_200 }, (_, i) => `${i},${i % 9},"${i % 40}","a\nb, ""c"""`);
const INPUT = {
  spec: {
    model: { name: 'regression', version: '1', sha256: sha256(readFileSync(MODEL)) },
    options: { answers: { format: 'csv', probabilities: true }, keep: ['id'], choice: {} },
    input: 's3://inputs/new/',
    pieceBytes: 2_000,
  },
  output: 's3://outputs/scored/',
  isResumed: false,
};

let s3: FakeS3;
let machine: Machine;
let functions: Record<string, (input: Json) => Promise<Json>>;
let calls: string[];
let fault: (call: string, count: number) => 'before' | 'after' | undefined;

beforeAll(async () => {
  s3 = await FakeS3.start();
  const folder = freshFolder();
  copyFileSync(join(ROOT, 'dist/apps/batch/handler.cjs'), join(folder, 'handler.cjs'));
  copyFileSync(MODEL, join(folder, 'model.forest'));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: s3.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    WORK_BUCKET: 'work',
  });
  functions = createRequire(import.meta.url)(join(folder, 'handler.cjs')) as typeof functions;
  machine = JSON.parse((await synthesizeBatch()).definition) as Machine;
});
afterAll(() => s3.stop());

async function run(input: Json = INPUT): Promise<Json> {
  calls = [];
  const world: World = {
    async invoke(resource, payload) {
      const name = /function:(\w+)$/.exec(resource)![1]!.toLowerCase();
      calls.push(name);
      const when = fault(name, calls.length);
      const lost = Object.assign(new Error('lost'), { name: 'Sandbox.Timedout' });
      if (when === 'before') throw lost;
      // What a function is given and gives crosses the wire as JSON.
      const result = await functions[name]!(JSON.parse(JSON.stringify(payload)) as Json);
      if (when === 'after') throw lost;
      return JSON.parse(JSON.stringify(result)) as Json;
    },
    getObject: (bucket, key) => s3.objects.get(`${bucket}/${key}`)!.toString(),
    putObject: (bucket, key, text) => void s3.objects.set(`${bucket}/${key}`, Buffer.from(text)),
  };
  return execute(machine, input, world);
}

function prepare(): void {
  s3.objects.clear();
  s3.objects.set('inputs/new/a.csv', Buffer.from(`id,rooms,age,note\n${ROWS.join('\n')}`));
}

function output(): Record<string, string> {
  const found = [...s3.objects].filter(([key]) => key.startsWith('outputs/scored/part-'));
  return Object.fromEntries(found.map(([key, bytes]) => [key, bytes.toString()]));
}

let whole: Record<string, string>;

test('every row is scored once, in rounds', async () => {
  prepare();
  fault = () => undefined;
  await run();
  whole = output();
  const ids = Object.values(whole).flatMap((text) =>
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[0])),
  );
  expect(ids.sort((a, b) => a - b)).toEqual(ROWS.map((_, i) => i));
  expect(calls[0]).toBe('plan');
  expect(calls.filter((call) => call === 'close').length).toBeGreaterThan(1);
});

test('functions that time out, before or after their work, are called again and write the same', async () => {
  prepare();
  fault = (_, count) =>
    count % 3 === 0 ? 'before' : count % 3 === 1 && count < 40 ? 'after' : undefined;
  await run();
  expect(output()).toEqual(whole);
});

test('calls that fail for good are open in the next round, if they are few', async () => {
  prepare();
  let lost = 0;
  fault = (call) => (call === 'score' && lost++ < 12 ? 'before' : undefined);
  await run();
  expect(output()).toEqual(whole);
});

test('if more calls fail than are tolerated the execution fails, and is taken up again', async () => {
  prepare();
  let lost = 0;
  fault = (call) => (call === 'score' && lost++ >= 1 ? 'before' : undefined);
  await expect(run()).rejects.toThrow('States.ExceedToleratedFailureThreshold');
  expect(s3.objects.has('outputs/scored/_manifest.json')).toBe(false);
  fault = () => undefined;
  await expect(run()).rejects.toMatchObject({ name: 'OutputTakenError' });
  await run({ ...INPUT, isResumed: true });
  expect(output()).toEqual(whole);
});

test('an error that stays is not tried again', async () => {
  prepare();
  fault = () => undefined;
  s3.objects.set('inputs/new/a.csv', Buffer.from('id,rooms\n1,2\n'));
  await expect(run()).rejects.toMatchObject({ name: 'PiecesRefusedError' });
  expect(calls).toEqual(['plan', 'score', 'close']);
});

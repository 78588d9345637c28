/** The functions against S3's protocol, as the state machine calls them, with faults on the way. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { FakeS3 } from '@lambda-forest/s3/fake';
import type { Piece, RunSpec } from '@lambda-forest/scale';
import { AnswerText, createScorer, RowReader } from '@lambda-forest/scoring';
import { decodeModel, modelSha256 } from '@lambda-forest/serializer';
import { TextScanner } from '@lambda-forest/table';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import type * as Functions from './handler.ts';

const MODEL_FILE = fileURLToPath(
  new URL('../../../libs/serializer/golden/v1/regression.forest', import.meta.url),
);
const MODEL = readFileSync(MODEL_FILE);
const PIECES_A_CHILD = 3;
const SPEC: RunSpec = {
  model: { name: 'regression', version: '1', sha256: modelSha256(MODEL) },
  options: { answers: { format: 'csv', probabilities: true }, keep: ['id'], choice: {} },
  input: 's3://inputs/new',
  pieceBytes: 2_000,
};
const START = { spec: SPEC, output: 's3://out/scored/', isResumed: false, attempt: 'first' };
const ROWS = Array.from({ length: 500 }, (_, i) => `${i},${i % 9},"${i % 40}","a\nb, ""c"""`);
const TEXT = `id,rooms,age,note\r\n${ROWS.join('\r\n')}`;
const HEADER = 'id,prediction,error\n';

let s3: FakeS3;
let functions: typeof Functions;

beforeAll(async () => {
  s3 = await FakeS3.start();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: s3.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1769',
    MODEL_FILE,
    WORK_BUCKET: 'work',
  });
  functions = await import('./handler.ts');
});
afterAll(() => s3.stop());

beforeEach(() => {
  s3.objects.set('inputs/new/a.csv', Buffer.from(TEXT));
  s3.objects.set('inputs/new/b.csv.gz', gzipSync(TEXT));
  s3.objects.set('inputs/new/_SUCCESS', Buffer.from('none of the rows'));
  s3.objects.set('inputs/other.csv', Buffer.from(TEXT));
});
afterEach(() => {
  s3.objects.clear();
  s3.requests.length = 0;
  s3.fault = () => undefined;
});

async function retried<T>(call: () => Promise<T>, attempts = 5): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (attempts === 1) throw error;
    return retried(call, attempts - 1);
  }
}

/** Calls the functions in turn, as the definition does; what fails is tried again, or left open for the next round. */
async function run(
  start = START,
): Promise<{ readonly rows: number; readonly corrected_pieces: number }> {
  let round = await retried(() => functions.plan(start));
  while (round.open > 0) {
    const lines = s3.objects.get(`${round.bucket}/${round.key}`)!.toString().trim().split('\n');
    const pieces = lines.map((line) => JSON.parse(line) as Piece);
    for (let at = 0; at < pieces.length; at += PIECES_A_CHILD) {
      const BatchInput = { spec: round.spec, output: round.output };
      const Items = pieces.slice(at, at + PIECES_A_CHILD);
      await functions.score({ BatchInput, Items }).catch(() => undefined);
    }
    const before = round;
    round = await retried(() => functions.close(before));
  }
  return JSON.parse(s3.objects.get('out/scored/_manifest.json')!.toString()) as ReturnType<
    typeof run
  >;
}

function parts(): string {
  const keys = [...s3.objects.keys()].filter((key) => key.startsWith('out/scored/part-')).sort();
  return keys.map((key) => s3.objects.get(key)!.toString().slice(HEADER.length)).join('');
}

function expected(): string {
  const { schema, forest } = decodeModel(MODEL);
  const { answers: options } = SPEC.options;
  const answers = new AnswerText(schema, createScorer(schema, forest), options, (text) => text);
  const keep = { columns: ['id'], reserved: [] };
  const onBatch = answers.add.bind(answers);
  const reader = new RowReader(schema, {
    source: 'a.csv',
    keep,
    onBatch: (batch) => onBatch(batch),
  });
  const scanner = new TextScanner('a.csv', {}, reader);
  scanner.push(Buffer.from(TEXT));
  scanner.end();
  reader.end();
  return answers.take().slice(HEADER.length).repeat(2);
}

test('a run writes what predict does, and nothing outside its prefixes', async () => {
  const { rows, corrected_pieces: corrected } = await run();
  expect(rows).toBe(1_000);
  expect(corrected).toBeGreaterThan(0);
  expect(parts() === expected()).toBe(true);
  const written = s3.requests.filter((line) => !/^(GET|HEAD) /.test(line));
  const places =
    /^(PUT|POST) (out\/scored\/|work\/[0-9a-f]{32}\/_run\/)|^DELETE out\/scored\/_(parts|manifest)/;
  expect(written.filter((line) => !places.test(line))).toEqual([]);
  const read = s3.requests.filter((line) => line.startsWith('GET'));
  expect(read.filter((line) => /other|_SUCCESS/.test(line))).toEqual([]);
});

test('connections that end, and requests that S3 refuses, change nothing', async () => {
  let [all, read] = [0, 0];
  s3.fault = (request) => {
    if (++all % 11 === 0) return 503;
    return request.startsWith('GET inputs/') && ++read % 7 === 0 ? 'cut' : undefined;
  };
  expect((await run()).rows).toBe(1_000);
  expect(parts() === expected()).toBe(true);
  expect(s3.openUploads).toBe(0);
});

test('a call leaves pieces open for which its time may not suffice', async () => {
  const { bucket, key, ...rest } = await functions.plan(START);
  const lines = s3.objects.get(`${bucket}/${key}`)!.toString().trim().split('\n');
  const Items = lines.slice(0, 4).map((line) => JSON.parse(line) as Piece);
  // Half of an hour for the first piece, nothing for the third.
  const times = [1_800_000, 1_800_000, 0];
  const context = { getRemainingTimeInMillis: () => times.shift()! };
  expect(await functions.score({ BatchInput: rest, Items }, context)).toEqual({ scored: 2 });
  const found = [...s3.objects.keys()].filter((name) => name.includes('/receipts/'));
  expect(found).toHaveLength(2);
  expect((await run({ ...START, isResumed: true })).rows).toBe(1_000);
  expect(parts() === expected()).toBe(true);
});

test('a second run with one output is refused, and a finished one is not scored again', async () => {
  await run();
  const second = { ...START, attempt: 'second' };
  await expect(functions.plan(second)).rejects.toMatchObject({ code: 'OUTPUT_TAKEN' });
  s3.requests.length = 0;
  expect((await functions.plan({ ...START, isResumed: true })).open).toBe(0);
  expect(s3.requests.some((line) => line.includes('part-'))).toBe(false);
});

test('two runs that begin at once: one of them has the output', async () => {
  const both = await Promise.allSettled([
    functions.plan(START),
    functions.plan({ ...START, attempt: 'second' }),
  ]);
  const codes = both.map((each) => (each.status === 'rejected' ? (each.reason as Error) : 'plan'));
  expect(codes.filter((each) => each === 'plan')).toHaveLength(1);
  expect(codes.find((each) => each !== 'plan')).toMatchObject({ code: 'OUTPUT_TAKEN' });
});

test('an input that changes after the plan ends the run', async () => {
  const { bucket, key, ...rest } = await functions.plan(START);
  const [line] = s3.objects.get(`${bucket}/${key}`)!.toString().split('\n');
  s3.objects.set('inputs/new/a.csv', Buffer.from(`${TEXT}\r\n501,1,1,x`));
  const Items = [JSON.parse(line!) as Piece];
  await expect(functions.score({ BatchInput: rest, Items })).rejects.toMatchObject({
    code: 'INPUT_CHANGED',
  });
});

test('another model than the deployed one is refused', async () => {
  const spec = { ...SPEC, model: { ...SPEC.model, sha256: 'ab'.repeat(32) } };
  await expect(functions.plan({ ...START, spec })).rejects.toMatchObject({ code: 'MODEL_DIFFERS' });
});

/**
 * The synthesised state machine under kumo, with the built functions behind AWS's runtime client: what it writes is
 * what `predict` writes.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListMapRunsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { PIECES_PER_CALL } from '../../src/batch/pieces-per-call.ts';
import { INPUT, MODEL, ROOT } from '../batch/scoring-input.ts';
import { synthesizeBatch } from '../batch/synthesize.ts';
import { freshFolder } from '../fixture.ts';
import { KUMO, RUNTIME_CLIENT, startKumo } from './kumo.ts';
import type { Emulator } from './kumo.ts';
import { KumoFunction } from './kumo-function.ts';

const ROLE = 'arn:aws:iam::123456789012:role/test';
const rows = (from: number, count: number, note: string) =>
  Array.from({ length: count }, (_, i) => `${from + i},${i % 9},${i % 40},${note}\n`).join('');
/** Pieces of the second file begin within quotes; two rows have no number. */
const FILES = {
  'a.csv': `id,rooms,age,note\n${rows(0, 900, 'x')}`,
  'b.csv': `id,rooms,age,note\n${rows(900, 300, '"one\ntwo, ""three"""')}1200,none,1,x\n1201,,many,x\n`,
};
const ROWS = 1_202;

const isInstalled = existsSync(KUMO) && existsSync(join(RUNTIME_CLIENT, 'rapid-client.node'));

describe.skipIf(!isInstalled)('the state machine that scores files', () => {
  let kumo: Emulator;
  let s3: S3Client;
  let sfn: SFNClient;
  const functions: KumoFunction[] = [];
  const folder = freshFolder();

  beforeAll(async () => {
    kumo = await startKumo();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = { endpoint: kumo.url, region: 'eu-west-1', credentials };
    s3 = new S3Client({ ...client, forcePathStyle: true });
    sfn = new SFNClient(client);
    await deployFunctions(new LambdaClient(client));
    for (const Bucket of ['inputs', 'outputs', 'work']) {
      await s3.send(new CreateBucketCommand({ Bucket }));
    }
    for (const [name, Body] of Object.entries(FILES)) {
      await s3.send(new PutObjectCommand({ Bucket: 'inputs', Key: `new/${name}`, Body }));
      writeFileSync(join(folder, name), Body);
    }
  });

  afterAll(async () => {
    await Promise.all(functions.map((each) => each.stop()));
    await kumo.stop();
  });

  async function deployFunctions(lambda: LambdaClient): Promise<void> {
    copyFileSync(join(ROOT, 'dist/apps/batch/handler.cjs'), join(folder, 'handler.cjs'));
    copyFileSync(MODEL, join(folder, 'model.forest'));
    const { url } = kumo;
    const environment = {
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'eu-west-1',
      WORK_BUCKET: 'work',
    };
    for (const name of ['Plan', 'Score', 'Score', 'Close']) {
      functions.push(await KumoFunction.start({ url, name, folder, environment }));
    }
    const Code = { ZipFile: new Uint8Array([0]) }; // the code is in the processes
    for (const FunctionName of ['Plan', 'Score', 'Close']) {
      const described = { FunctionName, Code, Role: ROLE, Timeout: 900 };
      await lambda.send(
        new CreateFunctionCommand({ ...described, Runtime: 'nodejs24.x', Handler: 'handler' }),
      );
    }
  }

  async function runMachine(): Promise<string> {
    const { definition } = await synthesizeBatch();
    // kumo knows the context of an execution in no task: the attempt comes with the input.
    const known = definition.replace('"$$.Execution.Id"', '"$.attempt"');
    expect(known).not.toBe(definition);
    const { stateMachineArn } = await sfn.send(
      new CreateStateMachineCommand({ name: 'scoring', roleArn: ROLE, definition: known }),
    );
    const input = JSON.stringify({ ...INPUT, attempt: 'first' });
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input }));
    const describe = () => sfn.send(new DescribeExecutionCommand({ executionArn }));
    const isOver = async () => (await describe()).status !== 'RUNNING';
    await expect.poll(isOver, { timeout: 100_000, interval: 200 }).toBe(true);
    const { status, error, cause, output } = await describe();
    expect({ status, error, cause }).toMatchObject({ status: 'SUCCEEDED' });
    expect(JSON.parse(output!)).toMatchObject({ open: 0 });
    return executionArn!;
  }

  async function read(Key: string): Promise<string> {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'outputs', Key }));
    return Body!.transformToString();
  }

  async function partKeys(): Promise<string[]> {
    const found: string[] = [];
    const query = { Bucket: 'outputs', Prefix: 'scored/part-' };
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, query)) {
      found.push(...Contents.map(({ Key }) => Key!));
    }
    return found.sort();
  }

  function predicted(name: string): string {
    const main = join(ROOT, 'apps/trainer/src/main.ts');
    const words = [main, 'predict', `--model=${MODEL}`, '--keep=id', '--out=predicted.csv'];
    spawnSync(process.execPath, [...words, `--data=${name}`], { cwd: folder });
    return readFileSync(join(folder, 'predicted.csv'), 'utf8');
  }

  test('the parts are what predict writes, by several children and in rounds', async () => {
    const executionArn = await runMachine();
    const texts = await Promise.all((await partKeys()).map(read));
    const answers = Object.keys(FILES).map(predicted);
    const header = answers[0]!.slice(0, answers[0]!.indexOf('\n') + 1);
    const joined = ([first, ...more]: readonly string[]) =>
      [first, ...more.map((text) => text.slice(header.length))].join('');
    expect(texts.every((text) => text.startsWith(header))).toBe(true);
    expect(joined(texts)).toBe(joined(answers));
    const manifest = JSON.parse(await read('scored/_manifest.json')) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      rows: ROWS,
      refused: { rows: 2 },
      input: { files: 2, empty_files: 0 },
      output: { parts: texts.filter((text) => text !== header).length },
      corrected_pieces: texts.filter((text) => text === header).length,
    });
    expect(manifest['corrected_pieces']).toBeGreaterThan(0);
    const { mapRuns } = await sfn.send(new ListMapRunsCommand({ executionArn }));
    let children = 0;
    for (const { mapRunArn } of mapRuns!) {
      const run = await sfn.send(new DescribeMapRunCommand({ mapRunArn }));
      const [pieces, calls] = [run.itemCounts!.total!, run.executionCounts!.total!];
      expect(calls).toBe(Math.ceil(pieces / PIECES_PER_CALL));
      children += calls;
    }
    expect(mapRuns!.length).toBeGreaterThan(1);
    const callsOf = (name: string) =>
      functions.filter((each) => each.name === name).reduce((sum, { calls }) => sum + calls, 0);
    expect(callsOf('Score')).toBe(children);
    expect(callsOf('Close')).toBe(mapRuns!.length);
  });
});

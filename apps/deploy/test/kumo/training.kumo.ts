/**
 * The command `train` with the synthesised state machine under kumo, and the built function behind AWS's runtime client:
 * the model is that of this machine to the byte.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ROOT } from '../batch/scoring-input.ts';
import { synthesizeBatch } from '../batch/synthesize.ts';
import { freshFolder } from '../fixture.ts';
import { CREDENTIALS, isInstalled, KumoStage, REGION } from './kumo-stage.ts';

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => {
    const size = (((from + i) * 7_919) % 10_007) / 64;
    const colour = ['red', 'green', 'blue', ''][((from + i) * (from + i)) % 4]!;
    const note = `"${i % 3 === 0 ? 'a\nb' : 'c'}${'-'.repeat(600)}"`;
    return `${size},${colour},${note},${(size * (colour === 'red' ? 2 : 1)).toFixed(2)}\n`;
  }).join('');
const HEADER = 'size,colour,note,price\n';
/** The first has two pieces of a mebibyte. */
const FILES = { 'a.csv': HEADER + rows(0, 1_900), 'b.csv': HEADER + rows(1_900, 100) };
const OPTIONS = [
  '--target=price',
  '--learner=forest',
  '--n-estimators=12',
  '--folds=2',
  '--row-shards=2',
  '--permutation-repeats=1',
  '--name=made',
];
const FUNCTION = [
  'dist/apps/trainer/handler.cjs',
  'libs/histogram/dist/kernel.mjs',
  'libs/histogram/dist/boosting.mjs',
];

describe.skipIf(!isInstalled)('the state machine that trains', () => {
  let stage: KumoStage;
  let stack: Server;
  const folder = freshFolder();

  beforeAll(async () => {
    stage = await KumoStage.start(['inputs', 'work']);
    await stage.deploy(['Train', 'Train'], FUNCTION);
    for (const [name, table] of Object.entries(FILES)) {
      await stage.put('inputs', { [`new/${name}`]: table });
      writeFileSync(join(folder, name), table);
    }
    const batch = `{ input: 's3://inputs/new', output: 's3://outputs/scored', trainingMemoryMb: 3008 }`;
    writeFileSync(
      join(folder, 'deploy.config.mjs'),
      `export default { stages: { staging: { region: '${REGION}', batch: ${batch} } } };`,
    );
    const { training } = await synthesizeBatch();
    stack = await describeStack(await stage.createMachine('training', training));
  });
  afterAll(async () => {
    stack.close();
    await stage.stop();
  });

  /** @returns the model's file */
  async function train(name: string, ...options: string[]): Promise<Buffer> {
    const output = join(folder, name);
    const program = join(ROOT, 'apps/cli/src/main.ts');
    const env = {
      PATH: process.env['PATH'],
      ...CREDENTIALS,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(stack.address() as AddressInfo).port}`,
      AWS_ENDPOINT_URL_S3: stage.url,
      AWS_ENDPOINT_URL_SFN: stage.url,
    };
    const words = [program, 'train', ...OPTIONS, ...options, `--output-dir=${output}`];
    const child = spawn(process.execPath, words, { cwd: ROOT, env });
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect(code, said).toBe(0);
    return readFileSync(join(output, 'model.forest'));
  }

  test('the model is that of this machine, by several functions in several passes', async () => {
    const places = ['--on=aws', '--stage=staging', `--config=${join(folder, 'deploy.config.mjs')}`];
    const there = await train('there', '--data=s3://inputs/new', '--piece-mb=1', ...places);
    const here = await train('here', `--data=${join(folder, '*.csv')}`);
    expect(there.equals(here)).toBe(true);
    for (const calls of stage.callsOf('Train')) expect(calls).toBeGreaterThan(0);
  });
});

/** What kumo has no outputs of: the stack that was deployed, and whose account it is in. */
async function describeStack(stateMachineArn: string): Promise<Server> {
  const outputs = {
    WorkBucket: 'work',
    Input: 's3://inputs/new',
    Output: 's3://outputs/scored',
    ModelSha256: '0'.repeat(64),
    StateMachineArn: stateMachineArn,
    TrainingMachineArn: stateMachineArn,
  };
  const members = Object.entries(outputs).map(
    ([key, value]) =>
      `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  const stack = `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>s</StackName><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
  const caller = `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/ana</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`;
  const server = createServer((request, response) => {
    void text(request).then((body) =>
      response.end(body.includes('GetCallerIdentity') ? caller : stack),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** The command `score` on a stage, against AWS's protocols over HTTP. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { executionName, parseLocation } from '@lambda-forest/s3';
import { decodeModel, modelSha256 } from '@lambda-forest/serializer';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';

import { FakeStage } from './stage/fake-stage.ts';
import { startProgram } from './stage/start-program.ts';
import type { Run } from './stage/start-program.ts';

const MODEL = fileURLToPath(
  new URL('../../../libs/serializer/golden/v1/regression.forest', import.meta.url),
);
const ROWS = Array.from({ length: 30 }, (_, i) => `${i},${i % 9},${i % 40},note`);
const TEXT = `id,rooms,age,note\n${ROWS.join('\n')}\n`;
let folder: string;
let stage: FakeStage;
let sha256: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-stage-'));
  await writeFile(
    join(folder, 'deploy.config.mjs'),
    `export default { stages: {
      staging: { region: 'eu-west-1', batch: { input: 's3://data/new', output: 's3://data/scored' } },
      bare: { region: 'eu-west-1' },
    } };`,
  );
  const bytes = await readFile(MODEL);
  sha256 = modelSha256(bytes);
  stage = await FakeStage.start(decodeModel(bytes));
});
afterAll(async () => {
  stage.stop();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  stage.s3.fault = () => undefined;
  vi.stubEnv('AWS_ENDPOINT_URL', stage.url);
  vi.stubEnv('AWS_ENDPOINT_URL_S3', stage.s3.url);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  stage.outputs = {
    WorkBucket: 'work',
    Input: 's3://data/new',
    Output: 's3://data/scored',
    ModelSha256: sha256,
  };
  stage.s3.objects.set('data/new/a.csv', Buffer.from(TEXT));
  stage.s3.objects.set('data/new/more/b.csv', Buffer.from(TEXT));
});
afterEach(() => {
  vi.unstubAllEnvs();
  stage.s3.objects.clear();
  stage.s3.requests.length = 0;
  stage.actions.length = 0;
  stage.refused.clear();
  stage.executions.length = 0;
  stage.failedCalls.length = 0;
  stage.held = Promise.resolve();
  stage.listed = Infinity;
});

const start = (...options: string[]) => startProgram('score', `--model=${MODEL}`, ...options);

function score(...options: string[]): Run {
  const isInput = (option: string) => option.startsWith('--input=');
  const input = options.some(isInput) ? [] : ['--input=s3://data/new'];
  const places = [...input, '--output=s3://data/scored/today'];
  return start(
    '--stage=staging',
    `--config=${join(folder, 'deploy.config.mjs')}`,
    ...places,
    ...options,
  );
}

test('a run ends with the manifest, and another one of the same output is refused', async () => {
  const run = score('--keep=id', '--json');
  expect(await run.code, run.stderr.text).toBe(0);
  expect(JSON.parse(run.stdout.text)).toMatchObject({ rows: 60, input: { files: 2 } });
  expect(run.stderr.text).toMatch(/\nStarted arn:aws:states:\S+\n/);
  expect(run.stderr.text).toContain(
    '\nAbout $0.006: Lambda $0.001, Step Functions $0.002, S3 $0.003\n',
  );
  expect(run.stderr.text).toContain('Scored 60 of 60 rows of 2 files by');
  expect(run.stderr.text).not.toContain('\r'); // progress is for terminals
  const parts = [...stage.s3.objects.keys()].filter((key) => key.includes('/part-'));
  expect(parts).toEqual([
    'data/scored/today/part-00000000.csv',
    'data/scored/today/part-00000001.csv',
  ]);

  const again = score('--keep=id');
  expect(await again.code).toBe(2);
  expect(again.stderr.text).toMatch(
    /^Found a run in "s3:\/\/data\/scored\/today\/", expected an output .* --resume\. The execution is arn:\S+\.\n$/m,
  );
  const resumed = score('--keep=id', '--resume');
  expect(await resumed.code, resumed.stderr.text).toBe(0);
});

test('an input may be one file', async () => {
  const run = score('--json', '--input=s3://data/new/more/b.csv');
  expect(await run.code, run.stderr.text).toBe(0);
  expect(JSON.parse(run.stdout.text)).toMatchObject({ rows: 30, input: { files: 1 } });
});

test('a manifest that is gone before it is read is told, with what to do', async () => {
  stage.s3.fault = (line) =>
    line.startsWith('GET') && line.includes('_manifest') ? 404 : undefined;
  const run = score('--keep=id');
  expect(await run.code).toBe(4);
  expect(run.stderr.text).toMatch(
    /^Found no s3:\/\/data\/scored\/today\/_manifest\.json, expected .* --resume, which writes it again\.\n$/,
  );
});

test('the dry run says what a run takes and costs, and starts nothing', async () => {
  const run = score('--dry-run');
  expect(await run.code, run.stderr.text).toBe(0);
  expect(run.stdout.text).toMatch(
    /^2 files of 1 kB, 2 pieces, 1 call, 1 at a time\nAbout 60 rows in [\d.]+ s\nAbout \$.*\nThat is \$\S+ per million rows, \$\S+ per TB\n/,
  );
  expect(run.stdout.text).toContain('\n- Prices: ');
  expect(stage.actions).toEqual([]);
  expect(stage.s3.requests.filter((line) => !line.startsWith('GET'))).toEqual([]);
  const json = score('--dry-run', '--json');
  await json.code;
  expect(JSON.parse(json.stdout.text)).toMatchObject({
    pieces: 2,
    calls: 1,
    dollars: { total: expect.any(Number) },
  });
});

test('a run can be left and followed again, and only with the same options', async () => {
  let release: () => void;
  stage.held = new Promise<void>((resolve) => (release = resolve));
  const first = score('--keep=id');
  await expect.poll(() => stage.actions).toContain('DescribeMapRun');
  const other = score('--keep=id');
  expect(await other.code).toBe(2);
  expect(other.stderr.text).toContain('Found a run under way in "s3://data/scored/today/"');
  const different = score('--resume');
  expect(await different.code).toBe(2);
  expect(different.stderr.text).toContain(
    'Found a run of another model, input or options under way',
  );
  const follower = score('--keep=id', '--resume');
  await expect.poll(() => follower.stdout.text).toContain('Following arn:');
  release!();
  expect(await follower.code, follower.stderr.text).toBe(0);
  expect(await first.code).toBe(0);
  expect(stage.actions.filter((action) => action === 'StartExecution')).toHaveLength(1);
});

test('a request to stop stops the execution, and the run can be taken up again', async () => {
  stage.held = new Promise(() => undefined);
  const run = score();
  await expect.poll(() => stage.actions).toContain('DescribeMapRun');
  run.signal('SIGTERM');
  expect(await run.code).toBe(130);
  expect(run.stderr.text).toBe(
    'Found a request to stop before all pieces were scored. Take the run up again with --resume.\n',
  );
  expect(stage.executions[0]!.status).toBe('ABORTED');
});

test('of two that take up a run at the same time one is started, which both follow', async () => {
  stage.begin(executionName(parseLocation('s3://data/scored/today/'), 'first'), '{}');
  stage.executions[0]!.status = 'ABORTED';
  let release: () => void;
  stage.held = new Promise<void>((resolve) => (release = resolve));
  const first = score('--keep=id', '--resume');
  await expect.poll(() => stage.executions).toHaveLength(2);
  stage.listed = 1; // the list is behind
  const second = score('--keep=id', '--resume');
  await expect.poll(() => second.stdout.text).toContain('Following arn:');
  release!();
  const codes = await Promise.all([first.code, second.code]);
  expect(codes, first.stderr.text).toEqual([2, 2]); // there is nothing to take up
  expect(stage.executions).toHaveLength(2);
});

test('a run is found as soon as it has begun, before any list has it', async () => {
  stage.listed = 0;
  let release: () => void;
  stage.held = new Promise<void>((resolve) => (release = resolve));
  const first = score('--keep=id');
  await expect.poll(() => stage.executions).toHaveLength(1);
  const other = score('--keep=id');
  expect(await other.code).toBe(2);
  expect(other.stderr.text).toContain('Found a run under way in');
  const resumed = score('--keep=id', '--resume');
  await expect.poll(() => resumed.stdout.text).toContain('Following arn:');
  release!();
  expect(await Promise.all([first.code, resumed.code]), resumed.stderr.text).toEqual([0, 0]);
  const again = score('--keep=id', '--resume');
  expect(await again.code, again.stderr.text).toBe(0);
  expect(stage.executions).toHaveLength(2);
});

test('of two new runs that are started at the same moment one is refused', async () => {
  stage.refused.set('StartExecution', 'ExecutionAlreadyExists');
  const run = score();
  expect(await run.code).toBe(2);
  expect(run.stderr.text).toContain('that another command has started just now');
});

test('an execution that was stopped elsewhere is said to be', async () => {
  stage.held = new Promise(() => undefined);
  const run = score();
  await expect.poll(() => stage.executions).toHaveLength(1);
  stage.executions[0]!.status = 'ABORTED';
  expect(await run.code).toBe(4);
  expect(run.stderr.text).toMatch(
    /^Found the run ended before all was scored \(it was stopped\), expected .+ scored\. .* --resume\. The execution is arn:\S+\.\n$/,
  );
});

test('pieces whose calls failed are named with the reason', async () => {
  const Items = [
    { id: '00000003', key: 'new/a.csv', kind: 'whole' },
    { id: '00000004', key: 'new/a.parquet', kind: 'groups', from: 0, to: 1 },
  ];
  stage.failedCalls.push({
    executionArn: 'arn:child',
    name: 'child',
    status: 'FAILED',
    input: JSON.stringify({ BatchInput: {}, Items }),
    error: 'Runtime.ExitError',
    cause: JSON.stringify({ errorMessage: 'Runtime exited with error: signal: killed' }),
  });
  const run = score();
  expect(await run.code).toBe(4);
  expect(run.stderr.text).toContain(
    '(12 of 40 pieces failed, such as 00000003 of new/a.csv, 00000004 of new/a.parquet (row groups 0 to 0, counted from 0): the function most probably ran out of memory (Runtime exited with error: signal: killed)), expected every piece',
  );
  expect(run.stderr.text).toContain('Raise "batch.memoryMb", deploy the stage again, and go on');
});

const SCORED = 's3://data/scored/today';
const CASES: readonly {
  readonly name: string;
  readonly code: number;
  readonly says: string | RegExp;
  readonly options?: readonly string[];
  readonly prepare?: () => void;
}[] = [
  {
    name: 'a file that cannot be read',
    code: 3,
    says: /^In new\/a\.csv, .*"rooms".* The execution is arn:\S+\.\n$/m,
    prepare: () => stage.s3.objects.set('data/new/a.csv', Buffer.from('id\n1\n')),
  },
  {
    name: 'an input without files',
    code: 2,
    says: 'Found no file, expected',
    options: ['--input=s3://data/new/none'],
  },
  {
    name: 'nothing deployed',
    code: 4,
    says: /^Found no stack \S+-staging-batch, .*Deploy it with "npx lambda-forest deploy --stage=staging /m,
    prepare: () => (stage.outputs = undefined),
  },
  {
    name: 'another model deployed',
    code: 2,
    says: 'Found another model (SHA-256 000000000000...) in the stage staging, expected',
    prepare: () => (stage.outputs = { ...stage.outputs, ModelSha256: '0'.repeat(64) }),
  },
  {
    name: 'no credentials',
    code: 3,
    says: 'Found no valid AWS credentials',
    prepare: () => stage.refused.set('GetCallerIdentity', 'InvalidClientTokenId'),
  },
  {
    name: 'no permission to read the stack',
    code: 4,
    says: 'AWS refused to read the stack',
    prepare: () => stage.refused.set('DescribeStacks', 'AccessDenied'),
  },
  {
    name: 'no permission to start',
    code: 4,
    says: 'AWS refused to start the run: no. Give your role that permission',
    prepare: () => stage.refused.set('StartExecution', 'AccessDeniedException'),
  },
  {
    name: 'no permission to follow',
    code: 4,
    says: 'AWS refused to show how far the run is, which goes on: no.',
    prepare: () => {
      stage.refused.set('ListMapRuns', 'AccessDeniedException');
      stage.held = new Promise(() => undefined);
    },
  },
  {
    name: 'no permission to look at runs',
    code: 4,
    says: 'AWS refused to find runs of this output: no. Give your role that permission',
    prepare: () => stage.refused.set('DescribeExecution', 'AccessDeniedException'),
  },
  {
    name: 'no permission to list the files of a dry run',
    code: 4,
    says: 'AWS refused to read s3://data/new/: ',
    options: ['--dry-run'],
    prepare: () => (stage.s3.fault = () => 403),
  },
  {
    name: 'a stage that is not configured',
    code: 2,
    says: 'Did you mean --stage=staging?',
    options: ['--stage=stagin'],
  },
  {
    name: 'a stage that scores no files',
    code: 2,
    says: 'found no "batch" in the stage bare',
    options: ['--stage=bare'],
  },
  {
    name: "an input outside of the stage's",
    code: 2,
    says: 'Found --input=s3://data/old outside of s3://data/new/',
    options: ['--input=s3://data/old'],
  },
  {
    name: "an output outside of the stage's",
    code: 2,
    says: 'Found --output=s3://other/x outside of',
    options: ['--output=s3://other/x'],
  },
  {
    name: 'a folder of this machine',
    code: 2,
    says: 'Found the address "new"',
    options: ['--input=new'],
  },
  { name: '--workers', code: 2, says: 'Found --workers with --stage', options: ['--workers=2'] },
];

test.each(CASES)(
  '$name is one line with the way out',
  async ({ code, says, options = [], prepare }) => {
    prepare?.();
    const given = new Map(options.map((option) => [option.split('=')[0], option]));
    const usual = ['--stage=staging', '--input=s3://data/new', `--output=${SCORED}`];
    const rest = usual.filter((option) => !given.has(option.split('=')[0]));
    const run = start(`--config=${join(folder, 'deploy.config.mjs')}`, ...rest, ...options);
    expect(await run.code, run.stderr.text).toBe(code);
    if (typeof says === 'string') expect(run.stderr.text).toContain(says);
    else expect(run.stderr.text).toMatch(says);
    expect(run.stderr.text.trim().split('\n')).toHaveLength(1);
    stage.s3.fault = () => undefined;
  },
);

test('an address of S3 needs a stage', async () => {
  const run = start('--input=s3://data/new', '--output=scored');
  expect(await run.code).toBe(2);
  expect(run.stderr.text).toContain('Found --input=s3://data/new without --stage');
});

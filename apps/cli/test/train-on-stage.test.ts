/**
 * The command `train` on a stage: the definition that is deployed, executed with the built function, the kernel and S3's
 * protocol. The model is that of this machine to the byte, or the command ends with a line and has written nothing.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { copyFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type * as timers from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { Execution } from '@lambda-forest/deploy/test/executor';
import type { Json } from '@lambda-forest/deploy/test/executor';
import definition from '@lambda-forest/deploy/test/training-definition.json' with { type: 'json' };
import type { TaskItem, TaskList } from '@lambda-forest/s3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';

import { FakeStage, TRAINING } from './stage/fake-stage.ts';
import { startAtTerminal, startProgram } from './stage/start-program.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const KERNEL = ['kernel.mjs', 'boosting.mjs'];
const QUICK = [
  '--target=price',
  '--learner=forest',
  '--n-estimators=6',
  '--folds=2',
  '--permutation-repeats=1',
  '--name=made',
];
const HEADER = 'size,colour,note,price\n';
/** More than a mebibyte in the first file, so that it has two pieces. */
const rowsOf = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => {
    const row = from + i;
    const size = ((row * 7_919) % 10_007) / 64;
    const colour = ['red', 'green', 'blue', ''][(row * row) % 4]!;
    return `${size},${colour},"${row % 3 === 0 ? 'a\nb' : 'c'}${'-'.repeat(600)}",${(size * (colour === 'red' ? 2 : 1)).toFixed(2)}\n`;
  }).join('');
const TABLES = { 'a.csv': HEADER + rowsOf(0, 1_900), 'b.csv': HEADER + rowsOf(1_900, 2_000) };

// Waiting for an execution is what these tests would do most of the time.
vi.mock('node:timers/promises', async (importActual) => {
  const actual = await importActual<typeof timers>();
  return {
    ...actual,
    setTimeout: (ms: number, ...rest: []) => actual.setTimeout(ms / 50, ...rest),
  };
});

let folder: string;
let stage: FakeStage;
let call: (item: Json) => Promise<Json>;
/** What the command says beside its result. */
let said: string;
/** The artifacts of this machine. */
let here: Record<string, string>;
/** What happens to a call in place of its work, by how many came before; what is done beside it. */
let mishap: (
  call: number,
  item: TaskItem,
) => 'lost before' | 'lost after' | 'throttled' | 'twice' | 'apart' | undefined;
/** The process of a call that is made apart, as all are on AWS. */
let apart: ChildProcess | undefined;
let calls: number;
/** Tasks of calls that were answered, each by its pool's files, its list and its place. */
let done: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-train-'));
  await writeFile(
    join(folder, 'deploy.config.mjs'),
    `const batch = { input: 's3://data/new', output: 's3://data/scored' };
    export default { stages: {
      staging: { region: 'eu-west-1', batch: { ...batch, trainingMemoryMb: 3008 } },
      small: { region: 'eu-west-1', batch },
    } };`,
  );
  for (const [name, text] of Object.entries(TABLES)) await writeFile(join(folder, name), text);
  copyFileSync(join(ROOT, 'dist/apps/trainer/handler.cjs'), join(folder, 'handler.cjs'));
  for (const name of KERNEL)
    copyFileSync(join(ROOT, 'libs/histogram/dist', name), join(folder, name));
  stage = await FakeStage.start();
  stubEnvironment();
  listen();
  const handler = createRequire(import.meta.url)(join(folder, 'handler.cjs')) as {
    train: typeof call;
  };
  call = handler.train;
  const run = startProgram(
    'train',
    `--data=${join(folder, '*.csv')}`,
    ...QUICK,
    `--output-dir=${join(folder, 'here')}`,
  );
  expect(await run.code, run.stderr.text).toBe(0);
  here = await artifacts('here');
});
afterAll(async () => {
  stage.stop();
  await rm(folder, { recursive: true });
});

function stubEnvironment(): void {
  vi.stubEnv('AWS_ENDPOINT_URL', stage.url);
  vi.stubEnv('AWS_ENDPOINT_URL_S3', stage.s3.url);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('WORK_BUCKET', 'work');
}

/** Training prints to the streams of the process. */
function listen(): void {
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
}

beforeEach(() => {
  stubEnvironment();
  listen();
  const given = { WorkBucket: 'work', Input: 's3://data/new', Output: 's3://data/scored' };
  stage.outputs = { ...given, ModelSha256: '0'.repeat(64), TrainingMachineArn: TRAINING };
  for (const [name, text] of Object.entries(TABLES)) {
    stage.s3.objects.set(`data/new/tables/${name}`, Buffer.from(text));
  }
  stage.train = (list) => new Execution(definition, { ...list }, world).run();
  mishap = () => undefined;
  apart = undefined;
  calls = 0;
  done = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  stage.s3.objects.clear();
  stage.s3.requests.length = 0;
  stage.s3.fault = () => undefined;
  stage.actions.length = 0;
  stage.executions.length = 0;
  stage.failedCalls.length = 0;
  stage.held = Promise.resolve();
});

const world = {
  async invoke(_: string, item: Json): Promise<Json> {
    const task = item as unknown as TaskItem;
    const what = mishap(calls++, task);
    if (what === 'lost before') throw fault('Sandbox.Timedout');
    if (what === 'throttled') throw fault('Lambda.TooManyRequestsException');
    const callOnce = () => (what === 'apart' ? callApart(item) : call(item));
    const [result] = await Promise.all(what === 'twice' ? [call(item), call(item)] : [callOnce()]);
    if (what === 'lost after') throw fault('Lambda.Unknown');
    done.push(`${task.prefix}${task.list}/${task.task}`);
    return JSON.parse(JSON.stringify(result)) as Json;
  },
  getObject: (bucket: string, key: string) => stage.s3.objects.get(`${bucket}/${key}`)!.toString(),
  putObject: (bucket: string, key: string, text: string) =>
    void stage.s3.objects.set(`${bucket}/${key}`, Buffer.from(text)),
};

async function callApart(item: Json): Promise<Json> {
  const handler = JSON.stringify(join(folder, 'handler.cjs'));
  const script = `require(${handler}).train(${JSON.stringify(item)}).then((said) => console.log(JSON.stringify(said)))`;
  const child = spawn(process.execPath, ['--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  apart = child;
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw fault('Runtime.ExitError');
  return JSON.parse(said) as Json;
}

function fault(name: string): Error {
  return Object.assign(new Error(name), { name });
}

const DATA = '--data=s3://data/new/tables';

function train(output: string, ...options: string[]) {
  return startProgram(...wordsOf(output, options));
}

function wordsOf(output: string, options: readonly string[]): string[] {
  return [
    'train',
    '--on=aws',
    '--stage=staging',
    ...(options.some((option) => option.startsWith('--data=')) ? [] : [DATA]),
    `--config=${join(folder, 'deploy.config.mjs')}`,
    ...QUICK,
    `--output-dir=${join(folder, output)}`,
    ...options,
  ];
}

/** What a training has left, but for when that was. */
async function artifacts(name: string): Promise<Record<string, string>> {
  const contents = (await readdir(join(folder, name))).map(async (file) => {
    const text = await readFile(join(folder, name, file), 'latin1');
    return [file, text.replace(/^ {2}"created_at": .*/m, '')] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
}

test('with a piece a file all artifacts are those of this machine', async () => {
  const run = train('equal');
  expect(await run.code, run.stderr.text).toBe(0);
  expect(said).toMatch(
    /^About \$0\.\d+ and \d+ s on AWS: 2 pieces, 18 trees, \d+ calls of 3,008 MB/,
  );
  expect(Object.keys(here)).toContain('model.forest');
  expect(await artifacts('equal')).toEqual(here);
  const written = stage.s3.requests.filter((line) => !/^(GET|HEAD) /.test(line));
  expect(written.filter((line) => !line.includes(' work/training/'))).toEqual([]);
});

test('so they are with the rows in shards, each of which is a file', async () => {
  const shards = '--row-shards=2';
  const local = ['train', `--data=${join(folder, '*.csv')}`, ...QUICK, shards] as const;
  const whole = startProgram(...local, `--output-dir=${join(folder, 'sharded here')}`);
  expect(await whole.code, whole.stderr.text).toBe(0);
  const run = train('sharded', shards);
  expect(await run.code, run.stderr.text).toBe(0);
  const expected = await artifacts('sharded here');
  expect(expected['model.forest']).not.toBe(here['model.forest']);
  expect(await artifacts('sharded')).toEqual(expected);
  const isCodes = /\/codes\/\d$/;
  const sizes = [...stage.s3.objects]
    .filter(([key]) => isCodes.test(key))
    .map(([, { length }]) => length);
  expect(sizes).toHaveLength(2);
  const bytesPerRow = 2 + 1 + 1 + 8 + 4; // codes of three columns, the price, a line
  for (const size of sizes) expect(size / bytesPerRow).toBeLessThan(1_200); // of 2,000
});

test('so they are with several, if calls are lost or made twice, and connections end early', async () => {
  // No task is lost three times in a row, which is more than a list is given.
  const cycle = ['lost before', undefined, 'twice', 'lost after', 'throttled'] as const;
  mishap = (before) => cycle[before % 9];
  let reads = 0;
  stage.s3.fault = (request) =>
    /GET (data|work\/training)\/./.test(request) && ++reads % 3 === 0 ? 'cut' : undefined;
  const run = train('mended', '--piece-mb=1');
  expect(await run.code, run.stderr.text).toBe(0);
  expect(said).toContain('on AWS: 3 pieces');
  expect(calls).toBeGreaterThan(18);
  expect(await artifacts('mended')).toEqual(here);
});

/** More than a function asks S3 by itself before it fails. */
const REFUSALS = 3;

test('so they are if S3 fails where functions read what to do, and where they write codes', async () => {
  const seen = new Map<string, number>();
  stage.s3.fault = (request) => {
    if (!/HEAD .*\/setup$|PUT .*\.codes$/.test(request)) return undefined;
    seen.set(request, (seen.get(request) ?? 0) + 1);
    return seen.get(request)! <= REFUSALS ? 500 : undefined;
  };
  const run = train('refused');
  expect(await run.code, run.stderr.text).toBe(0);
  expect(calls).toBeGreaterThan(done.length);
  expect(await artifacts('refused')).toEqual(here);
});

/** Requests of the first task of a pool, by what the prefix of its files ends with, at which its process is killed. */
const KILLED_AT = new Map([
  ['-0/', /^GET data\/new\/tables\/a\.csv$/],
  ['-2/', /^PUT work\/.*\/00000000\.codes$/],
  ['-3/', /^PUT work\/.*-3\/.*\/answers\/0$/],
]);

test('so they are if processes are killed that read a piece, write codes or have grown trees', async () => {
  const left = new Map(KILLED_AT);
  let at: RegExp | undefined;
  mishap = (_, { prefix, task }) => {
    const pool = prefix.slice(-3);
    if (task !== 0 || !left.has(pool)) return undefined;
    at = left.get(pool);
    left.delete(pool);
    return 'apart';
  };
  const killed: ChildProcess[] = [];
  stage.s3.fault = (request) => {
    if (at?.test(request) !== true) return undefined;
    at = undefined;
    apart!.kill('SIGKILL');
    killed.push(apart!);
    return undefined;
  };
  const run = train('killed');
  expect(await run.code, run.stderr.text).toBe(0);
  expect(killed.map(({ signalCode }) => signalCode)).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);
  expect(calls).toBe(done.length + killed.length);
  expect(await artifacts('killed')).toEqual(here);
});

test('what fails for good is all that is done again', async () => {
  mishap = (_, { task }) => (task === 2 ? 'lost before' : undefined); // of three pieces the last
  const run = train('a third', '--piece-mb=1');
  expect(await run.code).toBe(4);
  await expect(readdir(join(folder, 'a third'))).rejects.toThrow('ENOENT');
  const before = done.length;
  expect(before).toBeGreaterThan(Object.keys(TABLES).length);
  mishap = () => undefined;
  const again = train('a third', '--piece-mb=1', '--resume');
  expect(await again.code, again.stderr.text).toBe(0);
  expect(await artifacts('a third')).toEqual(here);
  expect(done.length).toBeGreaterThan(before);
  expect(new Set(done).size).toBe(done.length);
});

test('two at once with one output both leave all of the model', async () => {
  const both = [train('both'), train('both')];
  for (const run of both) expect(await run.code, run.stderr.text).toBe(0);
  expect(await artifacts('both')).toEqual(here);
});

const B = 'data/new/tables/b.csv';
/** The second pass begins with this list: the first one has one for hashes, and one for summaries. */
const CODING = 3;
const atList = (number: number, change: () => void) => {
  const execute = stage.train;
  let lists = 0;
  stage.train = (list) => {
    if (++lists === number) change();
    return execute(list);
  };
};
const FAULTS: Record<string, readonly [code: number, says: RegExp, prepare: () => void]> = {
  'a file that changes between the passes': [
    3,
    /^Found "new\/tables\/b\.csv" changed or removed .* Train again/m,
    () =>
      atList(CODING, () => stage.s3.objects.set(B, Buffer.from(`${TABLES['b.csv']}1,red,c,2\n`))),
  ],
  'a file that is removed between them': [
    3,
    /^Found "new\/tables\/b\.csv" changed or removed .* Train again/m,
    () => atList(CODING, () => stage.s3.objects.delete(B)),
  ],
  'a row that is too short': [
    3,
    /line 3: found 2 cells, expected 4/,
    () => stage.s3.objects.set(B, Buffer.from(`${HEADER}1,red,c,2\n1,2\n`)),
  ],
  'a file that may not be read': [
    4,
    /^Found no access to s3:\/\/data\/new\/tables\/b\.csv /m,
    () => atList(CODING, () => (stage.s3.fault = (line) => (line.endsWith(B) ? 403 : undefined))),
  ],
  'coded rows that are lost': [
    4,
    /^AWS refused to keep the tasks of the training in s3:\/\/work\/training\/\S+: /m,
    () => (stage.s3.fault = (line) => (/^HEAD .*\.codes$/.test(line) ? 403 : undefined)),
  ],
  'functions that never answer': [
    4,
    /^Found the training ended on AWS \(12 of 40 tasks failed, such as task 7 of read: the function ran out of time \(Task timed out after 900\.00 seconds\)\), expected .+; nothing was written\. Name a smaller --piece-mb .* The execution is arn:\S+\.$/m,
    () => {
      mishap = () => 'lost before';
      const errorMessage = 'RequestId: 7a Error: Task timed out after 900.00 seconds';
      const cause = JSON.stringify({ errorMessage });
      const input = JSON.stringify({ prefix: 'training/x/', list: 'read', task: 7 });
      const child = {
        executionArn: 'arn:child',
        name: 'child',
        input,
        error: 'Sandbox.Timedout',
        cause,
      };
      stage.failedCalls.push({ ...child, status: 'FAILED' });
    },
  ],
};

test('a file that is added once the files are listed is no part of the table', async () => {
  vi.spyOn(stage.actions, 'push').mockImplementationOnce(() => {
    stage.s3.objects.set('data/new/tables/c.csv', Buffer.from(TABLES['b.csv']));
    return 1;
  });
  const run = train('added');
  expect(await run.code, run.stderr.text).toBe(0);
  expect(await artifacts('added')).toEqual(here);
});

test.each(Object.keys(FAULTS))('%s ends it, and nothing is written', async (name) => {
  const [code, says, prepare] = FAULTS[name]!;
  prepare();
  const run = train(name);
  expect(await run.code, run.stderr.text).toBe(code);
  expect(run.stderr.text).toMatch(says);
  await expect(readdir(join(folder, name))).rejects.toThrow('ENOENT');
});

test('a request to stop stops all executions, and nothing is written', async () => {
  stage.held = new Promise(() => undefined);
  const run = train('stopped');
  await expect.poll(() => stage.executions.length, { timeout: 60_000 }).toBe(2);
  run.signal('SIGTERM');
  expect(await run.code).toBe(130);
  expect(stage.executions.map(({ status }) => status)).toEqual(['ABORTED', 'ABORTED']);
  await expect(readdir(join(folder, 'stopped'))).rejects.toThrow('ENOENT');
});

/** Whether a run on AWS is to be stopped, too: what somebody at a terminal answers. */
let answer = 'y';
vi.mock('node:readline/promises', () => ({
  createInterface: () => ({
    on: () => undefined,
    question: () => Promise.resolve(answer),
    close: () => undefined,
  }),
}));

test('what was stopped, has failed or was left is taken up, and nothing is done twice', async () => {
  const never = new Promise<never>(() => undefined);
  const execute = stage.train;
  let run: ReturnType<typeof train>;
  let lists: string[] = [];
  /** What becomes of lists, by their number. */
  const become = (fate: Record<number, (list: TaskList) => Promise<unknown>>) => {
    lists = [];
    stage.train = (list) => (fate[lists.push(list.key)] ?? execute)(list);
  };
  const name = 'taken up';
  const bySignal = () => {
    run.signal('SIGTERM');
    return never;
  };

  become({ [CODING]: bySignal });
  run = train(name);
  expect(await run.code).toBe(130);
  expect(run.stderr.text).toMatch(
    /^Found a request to stop .* over\. Take it up again with --res/m,
  );
  expect(stage.executions.at(-1)!.status).toBe('ABORTED');
  const read = calls;

  become({ 2: () => Promise.reject(new Error('of AWS')) });
  run = train(name, '--resume');
  expect(await run.code).toBe(4);
  expect(lists).toHaveLength(2); // the second pass, and trees of the first fit
  const coded = calls;
  expect(coded - read).toBe(Object.keys(TABLES).length);

  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  become({ 2: (list) => (run.signal('SIGTERM'), held.then(() => execute(list))) });
  answer = 'n';
  run = startAtTerminal(...wordsOf(name, ['--resume']));
  expect(await run.code).toBe(130);
  expect(run.stderr.text).toContain('over, and what runs on AWS goes on. Take it up again with --');
  expect(stage.executions.at(-1)!.status).toBe('RUNNING');
  const left = stage.executions.length;

  become({});
  run = train(name, '--resume');
  const described = () =>
    stage.actions.at(-1) === 'ListMapRuns' || stage.actions.at(-1) === 'DescribeMapRun';
  await expect.poll(described, { timeout: 60_000 }).toBe(true);
  goOn();
  expect(await run.code, run.stderr.text).toBe(0);
  expect(await artifacts(name)).toEqual(here);
  expect(stage.executions).toHaveLength(left + 1); // of the last fit: that of the others was followed
  expect(calls).toBe(done.length);
  expect(new Set(done).size).toBe(done.length);
});

test.each([
  ['other functions', () => (stage.deployedAt = '2026-02-02T00:00:00.000Z'), []],
  ['other rows', () => stage.s3.objects.set(B, Buffer.from(`${HEADER}1,red,c,2\n`)), []],
  ['other options', () => undefined, ['--random-state=7']],
])('with %s there is nothing to be taken up', async (_, change, options) => {
  stage.train = () => Promise.reject(new Error('of AWS'));
  expect(await train('other').code).toBe(4);
  change();
  const run = train('other', '--resume', ...options);
  expect(await run.code).toBe(2);
  expect(run.stderr.text).toMatch(/^Found no training of s3:\/\/data\/new\/tables\/ to take up, /m);
});

test('the dry run says what it takes and costs, and starts nothing', async () => {
  const run = train('dry', '--dry-run');
  expect(await run.code, run.stderr.text).toBe(0);
  expect(run.stdout.text).toMatch(
    /^About \$0\.\d+ and \d+ s on AWS: 2 pieces, .*\n\nAssumptions:\n- /,
  );
  const json = train('dry', '--dry-run', '--json', '--data=s3://data/new/tables/a.csv');
  expect(await json.code, json.stderr.text).toBe(0);
  expect(JSON.parse(json.stdout.text)).toMatchObject({ files: 1, pieces: 1, trees: 18, fits: 3 });
  expect(stage.actions).toEqual([]);
});

const REFUSED: Record<string, readonly [code: number, says: string, options: readonly string[]]> = {
  'a stage that does not train': [2, 'found no "trainingMemoryMb"', ['--stage=small']],
  'a table outside of its input': [2, 'outside of s3://data/new/', ['--data=s3://data/old']],
  'a table that is not there': [2, 'Found no file at s3://data/new/x', ['--data=s3://data/new/x']],
  boosting: [2, 'Found --on=aws without --learner=forest', ['--learner=boosting']],
  'this machine': [2, 'without --on=aws', ['--on=here']],
};

test.each(Object.keys(REFUSED))('%s is refused in a line', async (name) => {
  const [code, says, options] = REFUSED[name]!;
  const given = new Set(options.map((option) => option.split('=')[0]));
  const rest = ['--on=aws', '--stage=staging', DATA, '--learner=forest'];
  const usual = rest.filter((option) => !given.has(option.split('=')[0]));
  const config = `--config=${join(folder, 'deploy.config.mjs')}`;
  const run = startProgram('train', config, ...usual, ...options);
  expect(await run.code, run.stderr.text).toBe(code);
  expect(run.stderr.text).toContain(says);
  expect(run.stderr.text.trim().split('\n')).toHaveLength(1);
});

test('a stage that was deployed before it trained is told so', async () => {
  const { TrainingMachineArn: _, ...before } = stage.outputs!;
  stage.outputs = before;
  const run = train('before');
  expect(await run.code).toBe(4);
  expect(run.stderr.text).toContain('Found no state machine that trains in the stage staging');
});

test('a stage has to be named', async () => {
  const run = startProgram('train', '--on=aws', DATA, '--learner=forest');
  expect(await run.code).toBe(2);
  expect(run.stderr.text).toContain('Found no --stage');
});

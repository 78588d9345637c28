/**
 * The synthesised definition, executed with the built functions and S3's protocol, with faults on the way: whatever
 * happens, every row is scored once, or the run ends with an error that says why, and nothing is half-written.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { FakeS3 } from '@lambda-forest/s3/fake';
import type { Cost } from '@lambda-forest/scale';
import type { SnakeCased } from '@lambda-forest/text';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import type { Template } from '../../src/synth.ts';
import { freshFolder } from '../fixture.ts';
import { Execution } from './execute.ts';
import type { Json, Machine } from './execute.ts';
import { isAllowed, statementsOf } from './permissions.ts';
import { INPUT, MODEL, OTHER_MODEL, ROOT } from './scoring-input.ts';
import { synthesizeBatch } from './synthesize.ts';

const ROWS = 1_200;
const textOf = (note: string) =>
  `id,rooms,age,note\n${Array.from({ length: ROWS }, (_, i) => `${i},${i % 9},${i % 40},${note}`).join('\n')}`;
const TEXT = textOf('x');
const MANIFEST = 'outputs/scored/_manifest.json';

/** What happens to a call of a function instead of, or beside, its work. */
type Mishap =
  | 'lost before'
  | 'lost after'
  | 'late'
  | 'killed'
  | 'out of memory'
  | 'throttled'
  | 'twice'
  | undefined;

let s3: FakeS3;
let machine: Machine;
let template: Template;
let functions: Record<string, (input: Json) => Promise<Json>>;
let calls: string[];
/** Of each call, its function and its requests to S3: right as long as there is one call at a time. */
let asked: { readonly name: string; readonly request: string }[];
let states: number;
/** Of all calls, by the clock. */
let callMs: number;
/** Calls that were taken for lost, and still run. */
let late: (() => Promise<Json>)[];
/** A process that runs a call, and does not live to answer it. */
let killed: ChildProcess | undefined;
let handler: string;
/** Given the function's name, how often that was called before, and with what it is called now. */
let mishap: (call: string, before: number, payload: Json) => Mishap;
/** Given what functions throw. */
let onFailure: (error: unknown) => void;

beforeAll(async () => {
  s3 = await FakeS3.start();
  const folder = freshFolder();
  handler = join(folder, 'handler.cjs');
  copyFileSync(join(ROOT, 'dist/apps/batch/handler.cjs'), handler);
  copyFileSync(MODEL, join(folder, 'model.forest'));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: s3.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1769',
    WORK_BUCKET: 'work',
  });
  functions = { ...(createRequire(import.meta.url)(handler) as typeof functions) };
  const synthesized = await synthesizeBatch();
  ({ template } = synthesized);
  machine = JSON.parse(synthesized.definition) as Machine;
  restore();
  await begin().run();
  whole = parts();
});
afterAll(() => s3.stop());
beforeEach(restore);

/** The parts of a run on which nothing happened. */
let whole: Record<string, string>;

function restore(): void {
  s3.objects.clear();
  s3.objects.set('inputs/new/a.csv', Buffer.from(TEXT));
  s3.fault = () => undefined;
  mishap = () => undefined;
  onFailure = () => undefined;
  calls = [];
  asked = [];
  states = 0;
  callMs = 0;
  late = [];
  killed = undefined;
}

function begin(input: Json = INPUT, definition = machine): Execution {
  return new Execution(definition, input, {
    invoke,
    onState: () => states++,
    getObject(bucket, key) {
      const found = s3.objects.get(`${bucket}/${key}`)?.toString();
      if (found !== undefined) return found;
      throw Object.assign(new Error(key), { name: 'States.ItemReaderFailed' });
    },
    putObject: (bucket, key, text) => void s3.objects.set(`${bucket}/${key}`, Buffer.from(text)),
  });
}

/** What a function is given and gives crosses the wire as JSON. */
async function invoke(resource: string, payload: Json): Promise<Json> {
  const name = /function:(\w+)$/.exec(resource)![1]!.toLowerCase();
  const call = async () => {
    try {
      return await functions[name]!(JSON.parse(JSON.stringify(payload)) as Json);
    } catch (error) {
      onFailure(error);
      throw error;
    }
  };
  const what = mishap(name, calls.filter((each) => each === name).length, payload);
  calls.push(name);
  if (what === 'throttled') throw fault('Lambda.TooManyRequestsException');
  if (what === 'late') late.push(call);
  if (what === 'lost before' || what === 'late') throw fault('Sandbox.Timedout');
  if (what === 'out of memory') throw fault('Runtime.ExitError');
  if (what === 'killed') return inProcess(name, payload);
  const before = s3.requests.length;
  const started = performance.now();
  const [result] = await Promise.all(what === 'twice' ? [call(), call()] : [call()]);
  callMs += performance.now() - started;
  for (const request of s3.requests.slice(before)) asked.push({ name, request });
  if (what === 'lost after') throw fault('Sandbox.Timedout');
  return JSON.parse(JSON.stringify(result)) as Json;
}

/** The call in a process of its own. */
async function inProcess(name: string, payload: Json): Promise<Json> {
  const script = `require(${JSON.stringify(handler)}).${name}(${JSON.stringify(payload)})`;
  killed = spawn(process.execPath, ['--eval', script], { stdio: ['ignore', 'ignore', 'inherit'] });
  await once(killed, 'close');
  throw fault('Runtime.ExitError');
}

/** The machine, with a call at a time. */
function oneByOne(): Machine {
  const text = JSON.stringify(machine).replace(/("MaxConcurrency":)\d+/, '$11');
  return JSON.parse(text) as Machine;
}

function fault(name: string): Error {
  return Object.assign(new Error(name), { name });
}

function parts(): Record<string, string> {
  const found = [...s3.objects].filter(([key]) => key.startsWith('outputs/scored/part-'));
  return Object.fromEntries(found.map(([key, bytes]) => [key, bytes.toString()]));
}

function expectComplete(): void {
  expect(parts()).toEqual(whole);
  expect(readManifest()).toMatchObject({ rows: ROWS });
  expect(s3.openUploads).toBe(0);
}

function readManifest(): Record<string, unknown> {
  return JSON.parse(s3.objects.get(MANIFEST)!.toString()) as Record<string, unknown>;
}

/** What is there is whole, and it cannot be mistaken for all. */
function expectNothingHalf(): void {
  expect(s3.objects.has(MANIFEST)).toBe(false);
  expect(s3.objects.has('outputs/scored/_parts.jsonl')).toBe(false);
  expect(s3.openUploads).toBe(0);
}

const QUOTED = textOf('"a\nb, ""c"""');

test('every row is scored once, in rounds if pieces begin within quotes', async () => {
  s3.objects.set('inputs/new/a.csv', Buffer.from(QUOTED));
  await begin().run();
  const ids = Object.values(parts()).flatMap((text) =>
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[0])),
  );
  expect(ids.sort((a, b) => a - b)).toEqual(Array.from({ length: ROWS }, (_, i) => i));
  expect(calls[0]).toBe('plan');
  expect(calls.filter((call) => call === 'close').length).toBeGreaterThan(1);
});

/** A manifest says what the run has cost by AWS's list, which is compared with what was seen of it. */
function expectCost(starts: number): void {
  const { cost } = readManifest() as unknown as { readonly cost: SnakeCased<Cost> };
  const sent = s3.requests.filter((line) => !line.startsWith('DELETE'));
  const isRead = (line: string) => /^(GET|HEAD) \w+\/./.test(line); // others are lists
  const { usage, dollars } = cost;
  expect(usage).toMatchObject({
    calls: calls.length,
    transitions: states + starts,
    reads: sent.filter(isRead).length,
    writes: sent.filter((line) => !isRead(line)).length,
  });
  const gb = 1769 / 1024;
  expect(usage.gb_seconds).toBeGreaterThan(0);
  expect(usage.gb_seconds).toBeLessThanOrEqual(((callMs + performance.now()) / 1000) * gb);
  expect(dollars.lambda).toBeCloseTo(usage.gb_seconds * 0.0000133334 + calls.length * 2e-7, 8);
  expect(dollars.step_functions).toBeCloseTo(usage.transitions * 0.000025, 8);
  expect(dollars.s3).toBeCloseTo(usage.reads * 4e-7 + usage.writes * 5e-6, 8);
  expect(dollars.total).toBeCloseTo(dollars.lambda + dollars.step_functions + dollars.s3, 8);
}

test('the manifest says what the run has cost, in one round and in several', async () => {
  for (const text of [TEXT, QUOTED]) {
    restore();
    s3.requests.length = 0;
    s3.objects.set('inputs/new/a.csv', Buffer.from(text));
    await begin().run();
    expectCost(calls.filter((call) => call === 'score').length);
  }
});

test('what a call writes late, that was taken for lost, changes nothing', async () => {
  s3.objects.set('inputs/new/a.csv', Buffer.from(QUOTED));
  mishap = (_, before) => (before % 2 === 0 ? 'late' : undefined);
  await begin().run();
  const written = () =>
    [...s3.objects].filter(([key]) => /^outputs.*(part-|_parts)/.test(key)).sort();
  const before = written();
  const manifest = readManifest();
  expect(manifest['corrected_pieces']).toBeGreaterThan(0);
  // Calls that plan and check find the run as it is, those that score their parts.
  for (const call of late) {
    await call();
    expect(written()).toEqual(before); // each: a late check would make good what a late part has changed
  }
  const open = { work_seconds: 0, cost: 0 };
  expect({ ...readManifest(), ...open }).toEqual({ ...manifest, ...open });
});

test.each([/^GET inputs/, /^PUT outputs.*part-/, /^PUT work.*receipts/])(
  'a process that is killed at %s has its pieces scored by others',
  async (pattern) => {
    mishap = (name, before) => (name === 'score' && before === 0 ? 'killed' : undefined);
    let ended: string | null | undefined;
    s3.fault = (request) => {
      if (!pattern.test(request) || killed === undefined || ended !== undefined) return undefined;
      killed.once('close', (_, signal) => (ended = signal));
      killed.kill('SIGKILL');
      ended = null;
      return undefined;
    };
    await begin(INPUT, oneByOne()).run();
    expect(ended).toBe('SIGKILL');
    expectComplete();
  },
);

test('the functions ask S3 for nothing that their roles do not allow', async () => {
  s3.objects.set('inputs/new/a.csv', Buffer.from(QUOTED));
  mishap = (name, before) => {
    const key = 'outputs/scored/part-00000000.csv';
    if (name === 'close' && before === 0) s3.objects.set(key, s3.objects.get(key)!.subarray(9));
    if (name === 'close' && before === 1) s3.objects.set(MANIFEST, Buffer.from('{}'));
    return undefined;
  };
  await begin(INPUT, oneByOne()).run();
  const roleOf = (name: string) => `${name[0]!.toUpperCase()}${name.slice(1)}Role`;
  const isOfRole = (name: string, request: string) =>
    isAllowed(request, statementsOf(roleOf(name), template));
  expect(asked.filter(({ name, request }) => !isOfRole(name, request))).toEqual([]);
  for (const name of ['plan', 'score', 'close']) {
    expect(asked.filter((each) => each.name === name).length).toBeGreaterThan(5);
  }
  expect(isOfRole('score', `PUT ${MANIFEST}`)).toBe(false);
  expect(isOfRole('score', 'GET inputs/other/a.csv')).toBe(false);
  expect(isOfRole('close', 'DELETE outputs/scored/part-00000000.csv')).toBe(false);
  // Names that only end as those of a run do.
  expect(isOfRole('score', 'PUT outputs/scored/depart-0.csv')).toBe(false);
  expect(isOfRole('close', 'DELETE outputs/scored/my_manifest.json')).toBe(false);
  expect(isOfRole('close', 'DELETE outputs/scored/a/_manifest.json')).toBe(true);
});

const every = (n: number, what: Mishap) => (_: string, before: number) =>
  before % n === 0 ? what : undefined;
const first = (call: string, n: number, what: Mishap) => (name: string, before: number) =>
  name === call && before < n ? what : undefined;
/** Each object's first requests are refused. */
const refuse = (pattern: RegExp, status: number, times: number) => {
  const seen = new Map<string, number>();
  s3.fault = (request) => {
    const count = seen.get(request) ?? 0;
    seen.set(request, count + 1);
    return pattern.test(request) && count < times ? status : undefined;
  };
};

const MENDED: Record<string, () => void> = {
  'calls that time out before their work': () => (mishap = every(2, 'lost before')),
  'calls that time out after it': () => (mishap = every(2, 'lost after')),
  'calls that are throttled': () => (mishap = every(2, 'throttled')),
  'calls that are made twice at a time': () => (mishap = every(1, 'twice')),
  'a call that fails for good, if few do': () => (mishap = first('score', 2, 'lost before')),
  'children that end between a part and its receipt': () => refuse(/PUT work.*receipts/, 403, 1),
  'parts that S3 does not take': () => refuse(/PUT outputs.*part-/, 403, 1),
  'a manifest that is not written': () => refuse(/PUT outputs.*_manifest/, 403, 2),
  'a plan that is not written': () => refuse(/PUT work.*plan/, 403, 1),
  'connections that end early': () => {
    let count = 0;
    s3.fault = (request) =>
      request.includes('GET inputs/') && ++count % 3 === 0 ? 'cut' : undefined;
  },
  'a part that is lost before the check': () => {
    mishap = (name, before) => {
      if (name === 'close' && before === 0) s3.objects.delete('outputs/scored/part-00000003.csv');
      return undefined;
    };
  },
  'a part that is cut off before the check': () => {
    mishap = (name, before) => {
      const key = 'outputs/scored/part-00000003.csv';
      if (name === 'close' && before === 0) s3.objects.set(key, s3.objects.get(key)!.subarray(9));
      return undefined;
    };
  },
};

test.each(Object.keys(MENDED))('a run makes good %s', async (name) => {
  MENDED[name]!();
  await begin().run();
  expectComplete();
});

const NOTHING = Buffer.alloc(0);

function replaceOfSameSize(key: string): void {
  const bytes = Buffer.from(s3.objects.get(key)!);
  bytes[bytes.length - 1] = 'y'.charCodeAt(0);
  s3.objects.set(key, bytes);
}

const ENDED: Record<string, readonly [error: string, () => void]> = {
  'a file that changes after the plan': [
    'InputChangedError',
    () => {
      mishap = (name) => {
        if (name === 'score') s3.objects.set('inputs/new/z.csv', Buffer.from(`${TEXT}\n1,1,1,x`));
        return undefined;
      };
      s3.objects.set('inputs/new/z.csv', Buffer.from('id,rooms,age,note\n1,1,1,x\n'));
    },
  ],
  'a file that is removed': [
    'InputChangedError',
    () => {
      mishap = (name) => {
        if (name === 'score') s3.objects.delete('inputs/new/z.csv');
        return undefined;
      };
      s3.objects.set('inputs/new/z.csv', Buffer.from('id,rooms,age,note\n1,1,1,x\n'));
    },
  ],
  'a file without a column of the model': [
    'PiecesRefusedError',
    () => s3.objects.set('inputs/new/z.csv', Buffer.from('id,rooms\n1,2\n')),
  ],
  'a file that is replaced by one of the same size before it is scored': [
    'InputChangedError',
    () => {
      s3.objects.set('inputs/new/z.csv', Buffer.from('id,rooms,age,note\n1,1,1,x\n'));
      mishap = (name) => {
        if (name === 'score') replaceOfSameSize('inputs/new/z.csv');
        return undefined;
      };
    },
  ],
  'a file that is replaced by one of the same size once all is scored': [
    'InputChangedError',
    () => {
      mishap = (name, before) => {
        if (name === 'close' && before === 0) replaceOfSameSize('inputs/new/a.csv');
        return undefined;
      };
    },
  ],
  'a packed file that is cut off, between others': [
    'PiecesRefusedError',
    () => {
      s3.objects.set('inputs/new/b.csv.gz', gzipSync(TEXT).subarray(0, -20));
      s3.objects.set('inputs/new/c.csv', Buffer.from(TEXT));
    },
  ],
  'a packed file that is damaged': [
    'PiecesRefusedError',
    () =>
      s3.objects.set('inputs/new/z.csv.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1])),
  ],
  'a list of pieces that is lost': [
    'States.ItemReaderFailed',
    () => {
      mishap = (name, before) => {
        if (name === 'plan' && before === 1) s3.objects.delete('work/x');
        return undefined;
      };
      s3.fault = (request) => {
        if (request.endsWith('open-0.jsonl')) setImmediate(() => s3.objects.clear());
        return undefined;
      };
    },
  ],
  'an input without files': ['NothingToScoreError', () => s3.objects.clear()],
  'an input of empty folders': [
    'NothingToScoreError',
    () => {
      s3.objects.clear();
      for (const key of ['', 'old/', 'x_$folder$']) s3.objects.set(`inputs/new/${key}`, NOTHING);
    },
  ],
  'files that may not be read': ['AccessRefusedError', () => (s3.fault = () => 403)],
};

test.each(Object.keys(ENDED))('a run is ended by %s', async (name) => {
  const [error, prepare] = ENDED[name]!;
  prepare();
  await expect(begin().run()).rejects.toMatchObject({ name: error });
  expectNothingHalf();
});

test('files may have any name, and what stands for a folder is no file', async () => {
  const names = ['a+b.csv', '50%25 %2F.csv', 'größe/数 🌲.csv', 'a//b.csv', "it's & <c>.csv", 'd/'];
  s3.objects.clear();
  for (const folder of ['', 'größe/', 'x_$folder$']) {
    s3.objects.set(`inputs/new/${folder}`, NOTHING);
  }
  for (const name of names) s3.objects.set(`inputs/new/${name}`, Buffer.from(TEXT));
  await begin().run();
  expect(readManifest()).toMatchObject({
    rows: names.length * ROWS,
    input: { files: names.length, empty_files: 0 },
  });
  const lines = s3.objects.get('outputs/scored/_parts.jsonl')!.toString().trim().split('\n');
  const files = lines.map((line) => (JSON.parse(line) as { of: string }).of);
  expect([...new Set(files)].sort()).toEqual(names.map((name) => `new/${name}`).sort());
});

test('a model that is replaced during the run ends it, and the earlier one can take it up', async () => {
  const { score } = functions;
  const other = join(freshFolder(), 'handler.cjs');
  copyFileSync(handler, other);
  copyFileSync(OTHER_MODEL, join(dirname(other), 'model.forest'));
  const deployed = createRequire(import.meta.url)(other) as typeof functions;
  mishap = (name, before) => {
    if (name === 'score' && before === 2) functions['score'] = deployed['score']!;
    return undefined;
  };
  const failures: unknown[] = [];
  onFailure = (error) => failures.push(error);
  await expect(begin(INPUT, oneByOne()).run()).rejects.toThrow(
    'States.ExceedToleratedFailureThreshold',
  );
  expect(failures[0]).toMatchObject({ name: 'ModelDiffersError' });
  expectNothingHalf();
  functions['score'] = score!;
  await begin({ ...INPUT, isResumed: true }).run();
  expectComplete();
});

test('pieces that end their function leave the others scored, and are those of the failed calls', async () => {
  const isHeavy = (payload: Json) => JSON.stringify(payload).includes('"id":"00000009"');
  mishap = (name, _, payload) =>
    name === 'score' && isHeavy(payload) ? 'out of memory' : undefined;
  await expect(begin().run()).rejects.toThrow('States.ExceedToleratedFailureThreshold');
  expectNothingHalf();
  const missing = Object.keys(whole).filter((key) => !(key in parts()));
  expect(missing.length).toBeLessThanOrEqual(4);
  expect(missing).toContain('outputs/scored/part-00000009.csv');
  mishap = () => undefined; // a function with more memory
  await begin({ ...INPUT, isResumed: true }).run();
  expectComplete();
});

test('an error that stays is not tried again', async () => {
  s3.objects.set('inputs/new/a.csv', Buffer.from('id,rooms\n1,2\n'));
  await expect(begin().run()).rejects.toMatchObject({ name: 'PiecesRefusedError' });
  expect(calls).toEqual(['plan', 'score', 'close']);
});

test('if more fails than is tolerated the run ends, and a redrive scores what is left', async () => {
  mishap = (name, before) => (name === 'score' && before >= 2 ? 'lost before' : undefined);
  const execution = begin();
  await expect(execution.run()).rejects.toThrow('States.ExceedToleratedFailureThreshold');
  expectNothingHalf();
  const scored = parts();
  expect(Object.keys(scored).length).toBeGreaterThan(3);
  mishap = () => undefined;
  s3.requests.length = 0;
  calls = [];
  await execution.run();
  expectComplete();
  expect(calls[0]).toBe('score');
});

test('the same is taken up by another execution, which scores no part again', async () => {
  mishap = (name, before) => (name === 'score' && before >= 2 ? 'lost before' : undefined);
  await expect(begin().run()).rejects.toThrow('States.ExceedToleratedFailureThreshold');
  mishap = () => undefined;
  await expect(begin().run()).rejects.toMatchObject({ name: 'OutputTakenError' });
  await begin({ ...INPUT, isResumed: true }).run();
  expectComplete();
});

test('of two runs with one output one is refused, whenever the other began', async () => {
  const both = await Promise.allSettled([begin().run(), begin().run()]);
  const refused = both.flatMap((each) =>
    each.status === 'rejected' ? [each.reason as Error] : [],
  );
  expect(refused).toMatchObject([{ name: 'OutputTakenError' }]);
  expectComplete();
  await expect(begin().run()).rejects.toMatchObject({ name: 'OutputTakenError' });
  expectComplete();
});

/** Training by processes of which some are killed (SIGKILL): the model is the same, or nothing is written. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { environment, WORKSPACE } from './run.ts';

/** More than two pieces of a mebibyte, of rows that are long. */
const ROWS = 12_000;
const POLL_MS = 5;
const PIECES = ['--workers=2', '--piece-mb=1'];
/** Of the processor: a process takes less until it grows. */
const START_TICKS = 15;
const QUICK = ['--learner=forest', '--n-estimators=6', '--folds=2', '--permutation-repeats=1'];
const TRAIN = ['--data=table.csv', '--target=y', '--name=table', ...QUICK];

let folder: string;
/** For what is temporary. */
let scratch: string;
/** The model of this machine without processes. */
let whole: Buffer;

/** Whether a process reads a piece, as Linux shows it. */
const READS = (pid: number) =>
  isOf(pid, 'table-worker') && codedFiles().length === 0 && openFiles(pid).includes('table.csv');
const WRITES_CODES = (pid: number) =>
  isOf(pid, 'table-worker') && openFiles(pid).some((name) => /^\..*\.tmp$/.test(name));
const GROWS = (pid: number) => isOf(pid, 'tree-worker') && ticksOf(pid) > START_TICKS;

describe.runIf(process.platform === 'linux')('training by processes', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lambda-forest-killed-'));
    scratch = join(folder, 'scratch');
    await mkdir(scratch);
    const rows = Array.from({ length: ROWS }, (_, i) => {
      const x = ((i * 7_919) % 100_003) / 64;
      return `${x},${(i * i) % 1_009},${'-'.repeat(150 + (i % 90))},${(x * ((i % 7) + 1)).toFixed(2)}\n`;
    });
    await writeFile(join(folder, 'table.csv'), `x,z,note,y\n${rows.join('')}`);
    const { ended } = start('whole');
    expect((await ended).code).toBe(0);
    whole = await modelOf('whole');
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    ['reads', 'table-worker', /^Found two processes that read piece \d+, of table\.csv, /],
    ['grows', 'tree-worker', /^Found two processes that grew \d+ trees ended by SIGKILL, /],
  ])('if each that %s is killed, there is one message and no model', async (name, worker, says) => {
    // Not the worker's own: until it starts, a process has the words of the one that starts it.
    const { child, ended } = start(name, ...PIECES);
    while (child.exitCode === null) {
      for (const pid of childrenOf(child.pid!)) if (isOf(pid, worker)) kill(pid);
      await setTimeout(POLL_MS);
    }
    const { code, said } = await ended;
    expect(code).toBe(1);
    expect(said).toMatch(says);
    expect(said.trim().split('\n')).toHaveLength(1);
    await expect(readdir(join(folder, name))).rejects.toThrow('ENOENT');
    expect(await readdir(scratch)).toEqual([]);
  });

  test('if all is killed while codes are written, nothing is left but what the next run removes', async () => {
    const { child, ended } = start('all', ...PIECES);
    await found(child.pid!, WRITES_CODES);
    const workers = childrenOf(child.pid!).filter((pid) => isOf(pid, 'table-worker'));
    expect(workers.length).toBeGreaterThan(0);
    child.kill('SIGKILL');
    expect((await ended).code).toBe(null);
    await expect.poll(() => workers.filter((pid) => isOf(pid, 'table-worker'))).toEqual([]);
    await expect(readdir(join(folder, 'all'))).rejects.toThrow('ENOENT');
    const left = await readdir(scratch);
    expect(left).toHaveLength(1);

    // Of this one a process that reads, one that writes codes and one that grows trees are killed, and replaced.
    const again = start('all', ...PIECES);
    await expect.poll(() => readdir(scratch)).not.toEqual(left);
    for (const isWanted of [READS, WRITES_CODES, GROWS]) {
      process.kill(await found(again.child.pid!, isWanted), 'SIGKILL');
    }
    expect(await again.ended).toEqual({ code: 0, said: '' });
    expect((await modelOf('all')).equals(whole)).toBe(true);
    expect(await readdir(scratch)).toEqual([]);
  });
});

function start(output: string, ...options: readonly string[]) {
  const main = join(WORKSPACE, 'apps/trainer/src/main.ts');
  const words = [main, 'train', ...TRAIN, ...options, `--output-dir=${output}`];
  const env = { ...environment(), TMPDIR: scratch };
  const child = spawn(process.execPath, words, {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = Promise.all([once(child, 'close'), text(child.stderr)]).then(([[code], said]) => ({
    code: code as number | null,
    said,
  }));
  return { child, ended };
}

function modelOf(output: string): Promise<Buffer> {
  return readFile(join(folder, output, 'model.forest'));
}

/** The first process of another one that is as wanted. */
async function found(parent: number, isWanted: (pid: number) => boolean): Promise<number> {
  for (;;) {
    const pid = childrenOf(parent).find(isWanted);
    if (pid !== undefined) return pid;
    process.kill(parent, 0); // it runs, or this throws
    await setTimeout(POLL_MS);
  }
}

function childrenOf(parent: number): number[] {
  return seen(() => readdirSync(`/proc/${parent}/task`), []).flatMap((thread) =>
    seen(() => readFileSync(`/proc/${parent}/task/${thread}/children`, 'utf8'), '')
      .split(' ')
      .filter(Boolean)
      .map(Number),
  );
}

function isOf(pid: number, worker: string): boolean {
  return seen(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'), '').includes(worker);
}

/** Names of the files that a process has open. */
function openFiles(pid: number): string[] {
  const links = seen(() => readdirSync(`/proc/${pid}/fd`), []);
  return links.map((link) =>
    seen(() => readlinkSync(`/proc/${pid}/fd/${link}`).split('/').at(-1)!, ''),
  );
}

/** Hundredths of a second of the processor. */
function ticksOf(pid: number): number {
  const fields = seen(() => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!, '');
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
  return user + system;
}

function codedFiles(): string[] {
  return readdirSync(scratch, { recursive: true })
    .map(String)
    .filter((name) => name.includes('.codes'));
}

function kill(pid: number): void {
  seen(() => process.kill(pid, 'SIGKILL'), true);
}

/** A process may end at any time. */
function seen<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}

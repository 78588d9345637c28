/** Many rows in pieces and processes: the parts are what `predict` writes, whatever happens on the way. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { train, trainer } from './in-process.ts';
import { environment, WORKSPACE } from './run.ts';

const POLL_MS = 10;
/** Of a table of some 8 MB: 8 pieces of one, because the rows are long. */
const ROWS = 40_000;
const PADDING = '-'.repeat(160);
const HEADER = 'id,prediction,class_name,probability_a,probability_b,error\n';
const MODEL = ['--model=table@1.0.0', '--artifacts-dir=artifacts', '--keep=id'];
const SCORE = [...MODEL, '--input=in', '--piece-mb=1'];
let folder: string;
let expected: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-score-'));
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i * 1.5},,${i % 2 ? 'a' : 'b'}`);
  await writeFile(join(folder, 'table.csv'), `id,x,note,y\n${rows.join('\n')}\n`);
  const model = ['--n-estimators=2', '--folds=2', '--output-dir=artifacts/table/1.0.0'];
  const { code, stderr } = await train(folder, '--data=table.csv', '--target=y', ...model);
  expect(code, stderr).toBe(0);
  await cp(join(folder, 'table.csv'), join(folder, 'in/small.csv'));
  const long = ['id,x,note'];
  for (let i = 0; i < ROWS; i++)
    long.push(`${i},${i % 61},"first line\nsecond, ""line"" ${i}${PADDING}"`);
  await writeFile(join(folder, 'in/long.csv'), `\ufeff${long.join('\r\n')}`);
  const texts = await Promise.all(['long', 'small'].map(predicted));
  expected = HEADER + texts.join('');
});

afterAll(() => rm(folder, { recursive: true }));

async function predicted(name: string): Promise<string> {
  const out = `${name}-predicted.csv`;
  const { code } = await trainer(
    folder,
    'predict',
    ...MODEL,
    `--data=in/${name}.csv`,
    `--out=${out}`,
  );
  expect(code).toBe(0);
  return (await readFile(join(folder, out), 'utf8')).slice(HEADER.length);
}

/** All parts as one, once it is sure that nothing else lies beside them. */
async function parts(output: string): Promise<string> {
  const names = (await readdir(join(folder, output))).sort();
  const found = names.filter((name) => name.startsWith('part-'));
  expect(names).toEqual(['_manifest.json', '_parts.jsonl', '_run', ...found]);
  const texts = await Promise.all(
    found.map((name) => readFile(join(folder, output, name), 'utf8')),
  );
  expect(texts.every((text) => text.startsWith(HEADER))).toBe(true);
  return HEADER + texts.map((text) => text.slice(HEADER.length)).join('');
}

/** A run that was stopped (SIGSTOP) when it had scored some pieces, and not all. */
async function halted(output: string): Promise<ChildProcess> {
  const child = start(output);
  const receipts = () => readdir(join(folder, output, '_run/receipts')).catch(() => []);
  while (child.exitCode === null && !(await receipts()).some((name) => /^\d+\.json$/.test(name))) {
    await setTimeout(POLL_MS);
  }
  child.kill('SIGSTOP');
  const isOver = (await readdir(join(folder, output))).includes('_manifest.json');
  if (!isOver) return child;
  // This process was asleep for so long that the run has ended: another try.
  child.kill('SIGKILL');
  await rm(join(folder, output), { recursive: true });
  return halted(output);
}

function start(output: string): ChildProcess {
  const main = join(WORKSPACE, 'apps/trainer/src/main.ts');
  const words = [main, 'score', ...SCORE, `--output=${output}`, '--workers=1'];
  const stdio = ['ignore', 'ignore', 'inherit'] as const;
  return spawn(process.execPath, words, { cwd: folder, env: environment(), stdio: [...stdio] });
}

test('the parts are what predict writes, for any number of processes', async () => {
  for (const workers of [1, 3]) {
    const output = `out-${workers}`;
    const run = await trainer(
      folder,
      'score',
      ...SCORE,
      `--output=${output}`,
      `--workers=${workers}`,
    );
    expect(run.code, run.stderr).toBe(0);
    expect(run.stdout).toContain('Scored 40,040 of 40,040 rows of 2 files by table 1.0.0');
    expect((await parts(output)) === expected).toBe(true);
  }
});

test('a run that was cancelled is taken up again, and no other run takes its output', async () => {
  const child = await halted('cancelled');
  for (const resume of [[], ['--resume']]) {
    const second = await trainer(folder, 'score', ...SCORE, '--output=cancelled', ...resume);
    expect(second.code).toBe(2);
    expect(second.stderr).toContain(`Found the process ${child.pid} writing to the same folder`);
  }
  const closed = once(child, 'close');
  child.kill('SIGINT');
  child.kill('SIGCONT');
  expect((await closed)[0]).toBe(130);
  const names = await readdir(join(folder, 'cancelled'));
  expect(names.filter((name) => !/^(part-\d+\.csv|_run)$/.test(name))).toEqual([]);
  const other = await trainer(folder, 'score', ...SCORE, '--output=cancelled');
  expect(other.code).toBe(2);
  const resumed = await trainer(
    folder,
    'score',
    ...SCORE,
    '--output=cancelled',
    '--resume',
    '--json',
  );
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(JSON.parse(resumed.stdout)).toMatchObject({ rows: ROWS + 40, refused: { rows: 0 } });
  expect((await parts('cancelled')) === expected).toBe(true);
});

test('a run whose process was killed is taken up again', async () => {
  const child = await halted('killed');
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
  const resumed = await trainer(folder, 'score', ...SCORE, '--output=killed', '--resume');
  expect(resumed.code, resumed.stderr).toBe(0);
  expect((await parts('killed')) === expected).toBe(true);
});

test('a model that is replaced during a run changes nothing in it', async () => {
  const child = await halted('other-model');
  const closed = once(child, 'close');
  const file = join(folder, 'artifacts/table/1.0.0/model.forest');
  const model = await readFile(file);
  try {
    await writeFile(file, 'another one');
    child.kill('SIGCONT');
    expect((await closed)[0]).toBe(0);
  } finally {
    await writeFile(file, model);
  }
  expect((await parts('other-model')) === expected).toBe(true);
});

/** A run whose one worker was killed while it wrote a part. */
async function withoutWorker(output: string): Promise<ChildProcess> {
  const child = await halted(output);
  const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
  process.kill(Number(children.split(' ')[0]), 'SIGKILL');
  const names = await readdir(join(folder, output));
  if (names.some((name) => /^\.part-.*\.tmp$/.test(name))) return child;
  // It had written its part, and waited for the next one: another try.
  child.kill('SIGKILL');
  await rm(join(folder, output), { recursive: true });
  return withoutWorker(output);
}

test.runIf(process.platform === 'linux')('a worker that is killed is replaced', async () => {
  const child = await withoutWorker('replaced');
  const closed = once(child, 'close');
  child.kill('SIGCONT');
  expect((await closed)[0]).toBe(0);
  expect((await parts('replaced')) === expected).toBe(true);
});

test('rows that do not fit are counted with their file and line, and the rest is scored', async () => {
  await writeFile(join(folder, 'bad.csv'), 'id,x\n1,2\n2,no number\n3,4\n');
  const options = [...MODEL, '--input=bad.csv', '--output=bad'];
  const dry = await trainer(folder, 'score', ...MODEL, '--input=bad.csv', '--dry-run');
  expect(dry.stdout).toContain(
    '1 file of 1 kB, 1 piece, 1 at a time\nAbout 3 rows, too few to say how long more would take.\nCosts nothing',
  );
  const run = await trainer(folder, 'score', ...options);
  expect(run.code).toBe(5);
  expect(run.stderr).toContain(
    '\n  bad.csv, line 3: column "x": found "no number", expected a number',
  );
  expect(await readFile(join(folder, 'bad/part-00000000.csv'), 'utf8')).toMatch(/\n2,,,,,"column/);
});

test('files without rows are counted, and refused if no file has one', async () => {
  await mkdir(join(folder, 'none'));
  await writeFile(join(folder, 'none/a.csv'), 'id,x\n');
  const options = [...MODEL, '--input=none'];
  const refused = await trainer(folder, 'score', ...options, '--output=none-refused');
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain('In a.csv, found no rows');
  await writeFile(join(folder, 'none/b.csv'), 'id,x\n1,2\n');
  const run = await trainer(folder, 'score', ...options, '--output=none-scored');
  expect(run.code, run.stderr).toBe(0);
  expect(run.stdout).toContain('Scored 1 of 1 row of 2 files (1 without rows) by table 1.0.0');
  expect((await parts('none-scored')).slice(HEADER.length)).toMatch(/^1,.*\n$/);
  const manifest = await readFile(join(folder, 'none-scored/_manifest.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ input: { files: 2, empty_files: 1 } });
});

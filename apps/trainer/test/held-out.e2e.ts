import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { train, trainer } from './in-process.ts';

let folder: string;
const MODELS = '--artifacts-dir=models';
const HEADER = 'sold,shop,a,b,kind';

/** Rows whose days, and shops, come in no order. */
function rowsFrom(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const at = first + i;
    const [a, b] = [(at * 37) % 101, (at * 61) % 53];
    const day = 1 + ((at * 11) % 28);
    const kind = a + ((at * 7) % 40) > 70 ? 'big' : 'small';
    return `2024-03-${String(day).padStart(2, '0')},shop ${(at * 5) % 13},${a},${b},${kind}`;
  });
}

async function write(name: string, rows: readonly string[]): Promise<void> {
  await writeFile(join(folder, name), `${[HEADER, ...rows].join('\n')}\n`);
}

async function trainInto(name: string, ...options: string[]): Promise<void> {
  const { code, stderr } = await train(
    folder,
    `--output-dir=models/${name}/1.0.0`,
    `--name=${name}`,
    '--n-estimators=5',
    ...options,
  );
  expect(stderr).toBe('');
  expect(code).toBe(0);
}

/** Each kind of split with the option that asks for it, and the table as a whole. */
const KINDS = [
  ['stratified', [], 'sales.csv'],
  ['random', ['--split=random'], 'sales.csv'],
  ['time', ['--time-column=sold'], 'sales.csv'],
  ['group', ['--group-column=shop'], 'sales.csv'],
  ['file', ['--test-data=later.csv'], 'sales.csv,later.csv'],
] as const;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-held-out-'));
  await write('sales.csv', rowsFrom(0, 120));
  await write('later.csv', rowsFrom(120, 40));
  await write('new.csv', rowsFrom(160, 30));
  for (const [name, options] of KINDS) await trainInto(name, '--data=sales.csv', ...options);
  await trainInto('two-by-time', '--data=sales.csv,later.csv', '--time-column=sold');
  await trainInto('two-at-random', '--data=sales.csv,later.csv');
  await writeFile(join(folder, 'none.csv'), '');
  await trainInto('none-before', '--data=none.csv,sales.csv', '--test-data=later.csv');
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Measured {
  readonly metrics: object;
  readonly data: { readonly measured: number; readonly kind: string };
}

async function evaluated(model: string, data: string): Promise<Measured> {
  const run = await trainer(
    folder,
    'evaluate',
    MODELS,
    `--model=${model}@1.0.0`,
    `--data=${data}`,
    '--json',
  );
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout) as Measured;
}

/** Ends with 2 and one line. */
async function refused(command: string, ...options: string[]): Promise<string> {
  const { code, stderr, stdout } = await trainer(folder, command, MODELS, ...options);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n')).toHaveLength(1);
  return stderr;
}

async function jsonOf(model: string, file: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, 'models', model, '1.0.0', file), 'utf8'));
}

test('an empty file among others shifts no rows, and is no file to test on', async () => {
  const found = await evaluated('none-before', 'none.csv,sales.csv,later.csv');
  expect(found.data).toMatchObject({ measured: 40, kind: 'known' });
  const { code, stderr } = await train(folder, '--data=sales.csv', '--test-data=none.csv');
  expect(code).toBe(3);
  expect(stderr).toContain('In none.csv, found no rows, expected rows to test on.');
});

describe.each(KINDS)('a table split: %s', (name, options, data) => {
  test('evaluate measures the rows that were held out, and finds what training found', async () => {
    const { test: expected } = (await jsonOf(name, 'metrics.json')) as { test: object };
    const found = await evaluated(name, data);
    expect(found.metrics).toEqual(expected);
    expect(found.data.kind).toBe('known');
    const { split } = (await jsonOf(name, 'metadata.json')) as { split: { test_rows: number } };
    expect(found.data.measured).toBe(split.test_rows);
  });

  test('compare judges on the rows that were held out', async () => {
    const { code, stdout } = await trainer(
      folder,
      'compare',
      MODELS,
      `${name}@1.0.0`,
      `${name}@1.0.0`,
      `--data=${data}`,
      '--json',
    );
    expect(code).toBe(0);
    const { row_by_row: judged } = JSON.parse(stdout) as {
      row_by_row: { rows: number; first: object };
    };
    const { test: found, baseline } = (await jsonOf(name, 'metrics.json')) as {
      test: object;
      baseline: object;
    };
    expect(judged.first).toEqual({ ...found, baseline });
  });

  test('new rows are all measured', async () => {
    expect((await evaluated(name, 'new.csv')).data).toMatchObject({ measured: 30, kind: 'new' });
  });

  test('the record is the same again', async () => {
    await trainInto('again', '--data=sales.csv', ...options);
    const [first, second] = (await Promise.all([
      jsonOf(name, 'metadata.json'),
      jsonOf('again', 'metadata.json'),
    ])) as { data: { files: object }; split: object }[];
    expect(second!.split).toEqual(first!.split);
    expect(second!.data.files).toEqual(first!.data.files);
  });
});

describe('two models of different splits', () => {
  test('are judged on the rows that both held out', async () => {
    const { stdout } = await trainer(
      folder,
      'compare',
      MODELS,
      'time@1.0.0',
      'group@1.0.0',
      '--data=sales.csv',
      '--json',
    );
    const heldOut = await Promise.all(['time', 'group'].map((name) => rowsHeldOut(name)));
    const both = heldOut[0]!.filter((row) => heldOut[1]!.includes(row));
    expect(both.length).toBeGreaterThan(0);
    expect(JSON.parse(stdout)).toMatchObject({ row_by_row: { rows: both.length } });
  });

  /** By the table's own text: the latest days, and the shops of which the record names a row. */
  async function rowsHeldOut(name: string): Promise<number[]> {
    const { split } = (await jsonOf(name, 'metadata.json')) as { split: { held_out: string } };
    let next = 0;
    const rows: number[] = [];
    for (const [i, run] of split.held_out.split(',').map(Number).entries()) {
      for (let row = next; i % 2 === 1 && row < next + run; row++) rows.push(row);
      next += run;
    }
    const column = name === 'time' ? 0 : 1;
    const cells = rowsFrom(0, 120).map((row) => row.split(',')[column]!);
    const values = new Set(rows.map((row) => cells[row]!));
    const others = cells.filter((_, row) => !rows.includes(row));
    expect(others.some((cell) => values.has(cell))).toBe(false); // no moment, and no shop, is on both sides
    if (name === 'time') expect([...values].sort()[0]! > others.sort().at(-1)!).toBe(true);
    return rows;
  }
});

describe('a part of the table that a model was trained on', () => {
  test('with a test file, that file alone is measured, and the training file alone refused', async () => {
    const { test: expected } = (await jsonOf('file', 'metrics.json')) as { test: object };
    expect((await evaluated('file', 'later.csv')).metrics).toEqual(expected);
    expect(await refused('evaluate', '--model=file@1.0.0', '--data=sales.csv')).toMatch(
      /^Found only rows in sales.csv that the model was trained on/,
    );
    expect(await refused('compare', 'file@1.0.0', 'file@1.0.0', '--data=sales.csv')).toMatch(
      /^Found no row that both models held out/,
    );
  });

  test('by time, each file has its own held-out rows, in any order and among new ones', async () => {
    const measured = async (data: string) => (await evaluated('two-by-time', data)).data.measured;
    const [first, second] = [await measured('sales.csv'), await measured('later.csv')];
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(0);
    expect(await measured('later.csv,sales.csv')).toBe(first + second);
    expect(await measured('new.csv,sales.csv')).toBe(first + 30);
  });

  test('at random it is refused: the seed determines the rows of the whole table only', async () => {
    for (const data of ['sales.csv', 'later.csv,sales.csv']) {
      expect(await refused('evaluate', '--model=two-at-random@1.0.0', `--data=${data}`)).toMatch(
        /^Found in .* some files of the table that the model was trained on/,
      );
    }
    expect((await evaluated('two-at-random', 'sales.csv,later.csv')).data.measured).toBe(32);
  });
});

describe('a copy of the table whose bytes are others', () => {
  test('is measured with a warning, sorted or cut, and new rows without one', async () => {
    await write('sorted.csv', rowsFrom(0, 120).sort());
    await write('cut.csv', rowsFrom(30, 60));
    for (const [data, isWarned] of [
      ['sorted.csv', true],
      ['cut.csv', true],
      ['new.csv', false],
    ] as const) {
      const options = [MODELS, '--model=stratified@1.0.0', `--data=${data}`];
      const { code, stdout } = await trainer(folder, 'evaluate', ...options);
      expect(code).toBe(0);
      expect(stdout.includes('Warning: many of these rows equal rows')).toBe(isWarned);
      expect(/about \d+ % of which equal rows/.test(stdout)).toBe(isWarned);
      const second = await trainer(
        folder,
        'compare',
        MODELS,
        'stratified@1.0.0',
        'group@1.0.0',
        `--data=${data}`,
      );
      expect(second.stdout.includes('Warning: many of these rows equal rows')).toBe(isWarned);
    }
  });
});

describe('without the record', () => {
  test.each(['time', 'group', 'file'])('a table split by %s is refused', async (name) => {
    const path = join(folder, 'models', name, '1.0.0', 'metadata.json');
    await rename(path, `${path}.away`);
    try {
      const data = name === 'file' ? 'sales.csv,later.csv' : 'sales.csv';
      const expected = /^Found no record beside the model of the rows that its training held out/;
      const model = `${name}@1.0.0`;
      expect(await refused('evaluate', `--model=${model}`, `--data=${data}`)).toMatch(expected);
      expect(await refused('compare', model, model, `--data=${data}`)).toMatch(expected);
    } finally {
      await rename(`${path}.away`, path);
    }
  });

  test('that of another model does not count', async () => {
    const path = (name: string) => join(folder, 'models', name, '1.0.0', 'metadata.json');
    const own = await readFile(path('group'));
    await writeFile(path('group'), await readFile(path('time')));
    try {
      await refused('evaluate', '--model=group@1.0.0', '--data=sales.csv');
    } finally {
      await writeFile(path('group'), own);
    }
  });
});

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { latestText } from '@lambda-forest/artifacts';
import { predictRow } from '@lambda-forest/forest';
import { decodeModel } from '@lambda-forest/serializer';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { train, trainer } from './in-process.ts';
import { WORKSPACE } from './run.ts';

let folder: string;
const MODELS = '--artifacts-dir=models';
const IRIS = join(WORKSPACE, 'libs', 'data', 'datasets', 'iris.csv');

/** Trains into the folder of models that the tests share. */
async function trainInto(name: string, version: string, ...options: string[]): Promise<void> {
  const output = `--output-dir=models/${name}/${version}`;
  const { code, stderr } = await train(
    folder,
    output,
    `--name=${name}`,
    `--model-version=${version}`,
    ...options,
  );
  expect(stderr).toBe('');
  expect(code).toBe(0);
  await writeFile(join(folder, 'models', name, 'latest.json'), latestText(version));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-models-'));
  await trainInto('iris', '1.0.0', '--n-estimators=20');
  await trainInto('iris', '2.0.0', '--n-estimators=3', '--max-depth=1', '--scaler=standard');
  const rows = Array.from({ length: 200 }, (_, i) => {
    const [a, b] = [(i * 37) % 100, (i * 61) % 50];
    return `${a},${b},${['red', 'green', 'blue'][i % 3]!},${(a * 2 + b + (i % 3) * 10).toFixed(1)}`;
  });
  await writeFile(join(folder, 'prices.csv'), ['a,b,color,price', ...rows].join('\n'));
  await trainInto('prices', '1.0.0', '--data=prices.csv', '--n-estimators=20', '--task=regression');
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const report = (name: string, version: string) =>
  readFile(join(folder, 'models', name, version, 'report.html'), 'utf8');

describe('a training', () => {
  test('leaves a report and a model card that name the model', async () => {
    const page = await report('iris', '1.0.0');
    expect(page).toContain('<title>iris 1.0.0 – model report</title>');
    expect(page.length).toBeLessThan(500_000);
    expect(page).toContain('Confusion matrix');
    expect(await report('prices', '1.0.0')).toContain('Residuals against predictions');
    const card = await readFile(join(folder, 'models', 'iris', '1.0.0', 'model-card.md'), 'utf8');
    expect(card).toContain('# Model card: iris 1.0.0');
  });

  test('asks about a later day and its year together, scaled or not', async () => {
    const day = (i: number) => new Date(Date.UTC(2015, 0, 1 + i * 9)).toISOString().slice(0, 10);
    const lines = Array.from(
      { length: 300 },
      (_, i) => `${day(i)},${(i * 37) % 11},${Number(day(i).slice(0, 4)) - 2000 + ((i * 37) % 11)}`,
    );
    await writeFile(join(folder, 'dated.csv'), `sold,a,price\n${lines.join('\n')}\n`);
    const found = [];
    for (const scaler of ['none', 'standard']) {
      await trainInto(
        `dated-${scaler}`,
        '1.0.0',
        '--data=dated.csv',
        '--task=regression',
        '--learner=forest',
        '--folds=2',
        `--scaler=${scaler}`,
      );
      const page = await report(`dated-${scaler}`, '1.0.0');
      expect(page).toContain('<h3>sold.days and sold.year</h3>');
      expect(page).not.toContain('<h3>sold.year</h3>');
      const start = page.indexOf('Partial dependence on sold.days');
      const table = page.slice(start, page.indexOf('</table>', start));
      const rows = [...table.matchAll(/<th scope="row"[^>]*>([^<]*)<\/th>\s*<td[^>]*>([\d.]+)/g)];
      found.push(rows.map(([, date, mean]) => `${date!} ${Number(mean).toFixed(1)}`));
    }
    expect(found[0]!.length).toBeGreaterThan(10);
    const meansOf = (rows: readonly string[]) => rows.map((row) => Number(row.split(' ')[1]));
    // The same trees but for roundings of the thresholds.
    for (const [i, mean] of meansOf(found[1]!).entries()) {
      expect(Math.abs(mean - meansOf(found[0]!)[i]!)).toBeLessThan(0.5);
    }
    const means = meansOf(found[0]!);
    expect(means.at(-1)! - means[0]!).toBeGreaterThan(5); // the trend of seven years, not half of it
  });

  test('writes the same report again, to the byte', async () => {
    const before = await report('prices', '1.0.0');
    await trainInto(
      'prices',
      '1.0.0',
      '--data=prices.csv',
      '--n-estimators=20',
      '--task=regression',
    );
    expect(await report('prices', '1.0.0')).toBe(before);
  });
});

test.each(['predict', 'evaluate'])(
  '%s asks for a table where the model is not of the one that comes along',
  async (command) => {
    const { code, stderr } = await trainer(folder, command, MODELS, '--model=prices');
    expect([code, stderr]).toEqual([
      2,
      'Found no --data for prices 1.0.0, expected a table with the columns of prices.csv, which it was trained on. Name the table with --data.\n',
    ]);
  },
);

test('a score stands beside that of a model that has learned nothing', async () => {
  const iris = await trainer(folder, 'evaluate', MODELS, '--model=iris@1.0.0');
  expect(iris.stdout).toMatch(/^Baseline accuracy: 0\.3333, always answering setosa$/m);
  const prices = await trainer(folder, 'evaluate', MODELS, '--model=prices', '--data=prices.csv');
  expect(prices.stdout).toMatch(/^Baseline RMSE: [\d.]+, always answering the mean [\d.]+$/m);
});

describe('predict', () => {
  test('answers each row of a file as the forest does, in order', async () => {
    const { code, stdout } = await trainer(
      folder,
      'predict',
      MODELS,
      '--model=iris@1.0.0',
      '--out=answers.csv',
    );
    expect(code).toBe(0);
    expect(stdout).toBe('Predicted 150 of 150 rows of iris.csv by iris 1.0.0 into answers.csv\n');
    const [header, ...lines] = (await readFile(join(folder, 'answers.csv'), 'utf8'))
      .trim()
      .split('\n');
    expect(header).toBe(
      'prediction,class_name,probability_setosa,probability_versicolor,probability_virginica,error',
    );
    const rows = (await readFile(IRIS, 'utf8')).trim().split('\n').slice(1);
    const bytes = await readFile(join(folder, 'models', 'iris', '1.0.0', 'model.forest'));
    const { forest } = decodeModel(bytes);
    expect(lines).toHaveLength(150);
    for (const [i, line] of lines.entries()) {
      const values = Float64Array.from(rows[i]!.split(',').slice(0, 4), Number);
      expect(line.split(',').slice(2, 5).map(Number)).toEqual([...predictRow(forest, values)]);
    }
  });

  test('without a version takes the latest, and scales its rows', async () => {
    const latest = await trainer(folder, 'predict', MODELS, '--model=iris');
    const named = await trainer(folder, 'predict', MODELS, '--model=iris@2.0.0');
    expect(latest.stdout).toBe(named.stdout);
    expect(
      latest.stdout.split('\n').filter((line) => line.startsWith('0,setosa,')).length,
    ).toBeGreaterThan(40);
  });

  test('reads JSON Lines and packed files, and writes JSON Lines by the ending', async () => {
    const text = '{"a":1,"b":2,"color":"red"}\n{"a":90,"b":2,"color":"blue"}\n';
    await writeFile(join(folder, 'new.jsonl.gz'), gzipSync(text));
    await writeFile(join(folder, 'new.csv'), 'color,b,a\nred,2,1\nblue,2,90\n');
    const of = (data: string) =>
      trainer(
        folder,
        'predict',
        MODELS,
        '--model=prices',
        `--data=${data}`,
        '--out=out.jsonl',
      ).then(async ({ code }) => [code, await readFile(join(folder, 'out.jsonl'), 'utf8')]);
    const fromJson = await of('new.jsonl.gz');
    expect(fromJson).toEqual(await of('new.csv'));
    expect(fromJson[1]).toMatch(/^\{"prediction":[\d.]+\}\n\{"prediction":[\d.]+\}\n$/);
  });

  test('keeps columns of any format, and writes intervals', async () => {
    await writeFile(join(folder, 'kept.csv'), 'id,color,b,a\n=7,red,2,1\n08,blue,2,90\n');
    const rows = '{"id":"=7","a":1,"b":2,"color":"red"}\n{"id":"08","a":90,"b":2,"color":"blue"}\n';
    await writeFile(join(folder, 'kept.jsonl'), rows);
    const table = parquetWriteBuffer({
      columnData: [
        { name: 'id', data: ['=7', '08'], type: 'STRING' },
        { name: 'a', data: [1, 90], type: 'DOUBLE' },
        { name: 'b', data: [2, 2], type: 'DOUBLE' },
        { name: 'color', data: ['red', 'blue'], type: 'STRING' },
      ],
    });
    await writeFile(join(folder, 'kept.parquet'), Buffer.from(table));
    const of = (data: string, ...options: string[]) =>
      trainer(folder, 'predict', MODELS, '--model=prices', `--data=${data}`, ...options);
    const options = ['--keep=color,id', '--intervals', '--safe-csv'];
    const { stdout } = await of('kept.csv', ...options);
    expect(stdout).toMatch(
      /^color,id,prediction,interval_lower,interval_upper,error\nred,'=7,[\d.]+,[\d.]+,[\d.]+,\nblue,08,/,
    );
    expect((await of('kept.jsonl', ...options)).stdout).toBe(stdout);
    expect((await of('kept.parquet', ...options)).stdout).toBe(stdout);
    expect((await of('kept.jsonl', '--keep=all', '--out-format=jsonl')).stdout).toMatch(
      /^\{"id":"=7","a":1,"b":2,"color":"red","prediction":[\d.]+\}\n/,
    );
    const wrong = await of('kept.csv', '--keep=colour');
    expect([wrong.code, wrong.stderr]).toEqual([
      3,
      'In kept.csv, column "colour": found no such column, which --keep names. Did you mean "color"?\n',
    ]);
    const few = await trainer(folder, 'predict', MODELS, '--model=iris', '--intervals');
    expect([few.code, few.stderr]).toEqual([2, expect.stringContaining('a model of classes')]);
  });

  test('writes the reason where a row does not fit, lists the first ones, and ends with 5', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => (i === 7 ? '1,2,red' : `1,2,pink${i % 25}`));
    await writeFile(join(folder, 'bad.csv'), ['a,b,color', ...rows].join('\n'));
    const { code, stderr, stdout } = await trainer(
      folder,
      'predict',
      MODELS,
      '--model=prices',
      '--data=bad.csv',
    );
    expect(code).toBe(5);
    const lines = stderr.trim().split('\n');
    expect(lines).toHaveLength(22);
    expect(lines[0]).toMatch(/^Found 29 of 30 rows of bad.csv that do not fit the model/);
    expect(lines[1]).toBe(
      '  line 2 and 1 more row: column "color": found "pink0", expected one of "blue", "green", "red"',
    );
    expect(lines[21]).toBe('  and 4 more');
    expect(stdout.trim().split('\n')).toHaveLength(31);
    expect(stdout.split('\n')[8]).toMatch(/^\d[\d.]*,$/);
  });

  test.each([
    ['no such model', ['--model=nope'], 2, /Found no model nope, expected one of /],
    ['a reference that is none', ['--model=a b'], 2, /expected a model's name/],
    ['no such file', ['--model=iris', '--data=nope.csv'], 2, /no file at/],
    ['a folder to write to', ['--model=iris', '--out=models'], 2, /a folder at/],
    ['no folder to write to', ['--model=iris', '--out=nope/x.csv'], 2, /no folder/],
    [
      'the data file to write to',
      ['--model=iris', '--data=prices.csv', '--out=prices.csv'],
      2,
      /the same file/,
    ],
    [
      'other columns',
      ['--model=iris', '--data=prices.csv', '--out=never.csv'],
      3,
      /no columns "sepal_length"/,
    ],
  ])('%s ends with one line and nothing written', async (_, options, expected, message) => {
    const { code, stderr } = await trainer(folder, 'predict', MODELS, ...options);
    expect(code).toBe(expected);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(message);
    expect(await readdir(folder)).not.toContain('never.csv');
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('a damaged model file is reported as such', async () => {
    const bytes = await readFile(join(folder, 'models', 'iris', '1.0.0', 'model.forest'));
    await trainInto('broken', '1.0.0', '--n-estimators=2');
    await writeFile(
      join(folder, 'models', 'broken', '1.0.0', 'model.forest'),
      bytes.subarray(0, 900),
    );
    const { code, stderr } = await trainer(folder, 'predict', MODELS, '--model=broken');
    expect(code).toBe(3);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('evaluate', () => {
  test('of the training table measures the rows that were held out, as training did', async () => {
    const { code, stdout } = await trainer(
      folder,
      'evaluate',
      MODELS,
      '--model=iris@1.0.0',
      '--json',
    );
    expect(code).toBe(0);
    const found = JSON.parse(stdout) as { metrics: object; data: object };
    const metrics = JSON.parse(
      await readFile(join(folder, 'models', 'iris', '1.0.0', 'metrics.json'), 'utf8'),
    ) as { test: object };
    expect(found.metrics).toEqual(metrics.test);
    expect(found.data).toMatchObject({ rows: 150, measured: 30, kind: 'known' });
  });

  test('of a model that scales gives what training measured too', async () => {
    const { stdout } = await trainer(folder, 'evaluate', MODELS, '--model=iris', '--json');
    const metrics = JSON.parse(
      await readFile(join(folder, 'models', 'iris', '2.0.0', 'metrics.json'), 'utf8'),
    ) as { test: object };
    expect((JSON.parse(stdout) as { metrics: object }).metrics).toEqual(metrics.test);
  });

  test('of other rows measures them all, in words and as a page', async () => {
    const text = await readFile(join(folder, 'prices.csv'), 'utf8');
    await writeFile(join(folder, 'later.csv'), text.split('\n').slice(0, 41).join('\n'));
    const { code, stdout } = await trainer(
      folder,
      'evaluate',
      MODELS,
      '--model=prices',
      '--data=later.csv',
      '--report=later.html',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('later.csv: 40 rows, measured on 40: the rows of later.csv');
    expect(stdout).toMatch(/^Test R2: 0\.\d{4}$/m);
    const page = await readFile(join(folder, 'later.html'), 'utf8');
    expect(page).toContain('Evaluation report');
    expect(page).not.toContain('By impurity');
  });

  test('refuses rows that do not fit, all reported at once', async () => {
    await writeFile(join(folder, 'odd.csv'), 'a,b,color,price\n1,2,pink,3\nx,2,red,3\n1,2,red,\n');
    const { code, stderr } = await trainer(
      folder,
      'evaluate',
      MODELS,
      '--model=prices',
      '--data=odd.csv',
    );
    expect(code).toBe(3);
    expect(stderr).toContain('"pink"');
    expect(stderr).toContain('"x"');
  });
});

describe('compare', () => {
  test('judges two models on the rows that both held out, and shows what differs', async () => {
    const { code, stdout } = await trainer(folder, 'compare', MODELS, 'iris@1.0.0', 'iris@2.0.0');
    expect(code).toBe(0);
    expect(stdout).toContain('Judged on 30 rows');
    expect(stdout).toMatch(/^ +iris 1\.0\.0 +iris 2\.0\.0 +difference$/m);
    expect(stdout).toMatch(/McNemar p = [01]\.\d{4}/);
    expect(stdout).toMatch(/^ {2}n_estimators +20 +3$/m);
    expect(stdout).toContain('Schema: no difference');
  });

  test('a model equals itself', async () => {
    const { stdout } = await trainer(
      folder,
      'compare',
      MODELS,
      'iris@1.0.0',
      'iris@1.0.0',
      '--json',
    );
    const { row_by_row, differences } = JSON.parse(stdout) as {
      row_by_row: { tests: { accuracy: object; losses: object[] } };
      differences: object;
    };
    expect(differences).toEqual({ options: [], schema: [] });
    const { tests } = row_by_row;
    expect(tests.accuracy).toEqual({ only_first: 0, only_second: 0, p_value: 1 });
    for (const loss of tests.losses) expect(loss).toMatchObject({ difference: 0, p_value: 1 });
  });

  test('without a table for both shows what training measured', async () => {
    const { code, stdout } = await trainer(folder, 'compare', MODELS, 'prices', 'prices');
    expect(code).toBe(0);
    expect(stdout).toContain('As training measured them');
    for (const name of ['R2', 'RMSE', 'MAE', 'MAPE']) {
      expect(stdout).toMatch(new RegExp(`^${name} +[\\d.]+ +[\\d.]+ +0\\.0000$`, 'm'));
    }
  });

  test('has the same names for what training measured as for what it measures itself', async () => {
    await writeFile(
      join(folder, 'colors.csv'),
      `a,b,color\n${Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 5},${['red', 'blue', 'green'][i % 3]!}`).join('\n')}\n`,
    );
    await trainInto('colors', '1.0.0', '--data=colors.csv', '--n-estimators=5');
    await trainInto('colors', '2.0.0', '--data=colors.csv', '--n-estimators=5', '--unseen=learned');
    const models = ['colors@1.0.0', 'colors@2.0.0'];
    const said = await trainer(folder, 'compare', MODELS, ...models);
    const measured = await trainer(folder, 'compare', MODELS, ...models, '--data=colors.csv');
    const table = (text: string) => text.split('\n\n')[1]!;
    expect(table(said.stdout)).toContain('macro F1');
    expect(table(said.stdout)).toBe(table(measured.stdout));
    expect(said.stdout).toMatch(/^ {2}unseen levels +error +learned$/m);
  });

  test('with the table of quantities tests their errors', async () => {
    const { stdout } = await trainer(
      folder,
      'compare',
      MODELS,
      'prices',
      'prices',
      '--data=prices.csv',
    );
    expect(stdout).toMatch(/RMSE: .* bootstrap p = 1\.0000, may be chance/);
    const baselines = stdout.match(/^ {2}baseline .*$/gm) ?? [];
    expect(baselines).toHaveLength(2);
    for (const line of baselines) expect(line).toMatch(/ (\S+) +\1 +0\.0000$/);
  });

  test.each([
    ['models of other targets', ['iris', 'prices'], /expected the same target/],
    ['one model', ['iris'], /fewer than two models/],
    ['three models', ['iris', 'iris', 'iris'], /no more than 2/],
  ])('refuses %s', async (_, models, message) => {
    const { code, stderr } = await trainer(folder, 'compare', MODELS, ...models);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

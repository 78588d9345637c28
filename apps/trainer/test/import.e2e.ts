import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { trainer } from './in-process.ts';
import { WORKSPACE } from './run.ts';

interface Golden {
  readonly model: string;
  readonly rows: readonly (readonly (number | string | null)[])[];
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-import-'));
  const { model, rows } = await golden<Golden>('input');
  const { predictions } = await golden<{ predictions: readonly number[] }>('expected');
  const table = rows.map((row, i) => [...row, i % 2 === 0 ? 'stays' : 'leaves'].join(','));
  await writeFile(join(folder, 'model.txt'), model);
  await writeFile(join(folder, 'rows.csv'), `a,b,small,large,ties,churn\n${table.join('\n')}\n`);
  await writeFile(join(folder, 'right.csv'), predictions.join('\n'));
  await writeFile(join(folder, 'wrong.csv'), predictions.toReversed().join('\n'));
});
afterAll(() => rm(folder, { recursive: true }));

async function golden<T>(part: string): Promise<T> {
  const file = join(WORKSPACE, `libs/interop/golden/lightgbm/binary.${part}.json`);
  return JSON.parse(await readFile(file, 'utf8')) as T;
}

const IMPORT = ['--from=model.txt', '--data=rows.csv', '--target=churn', '--classes=stays,leaves'];

test('a model of LightGBM predicts the rows of a file as LightGBM does', async () => {
  const check = ['--check=right.csv', '--output-dir=churn'];
  const { code, stdout, stderr } = await trainer(folder, 'import', ...IMPORT, ...check);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Imported {2}lightgbm v4, binary sigmoid:1: 12 trees on 5 features$/m);
  expect(stdout).toMatch(/^Predicts {2}churn: stays, leaves$/m);
  expect(stdout).toMatch(/^Checked {3}60 rows: the largest difference is /m);
  expect(stdout).toMatch(
    /^Measured {2}accuracy 0\.\d+ \(baseline 0\.5000\) on the 60 rows of rows\.csv$/m,
  );

  const found = await trainer(folder, 'predict', '--model=./churn', '--data=rows.csv', '--out=-');
  const { predictions } = await golden<{ predictions: readonly number[] }>('expected');
  const lines = found.stdout.trim().split('\n').slice(1);
  const shares = lines.map((line) => Number(line.split(',')[3]));
  shares.forEach((share, i) => expect(share).toBeCloseTo(predictions[i]!, 12));

  const measured = await trainer(
    folder,
    'evaluate',
    '--model=./churn',
    '--data=rows.csv',
    '--json',
  );
  expect([measured.code, measured.stderr]).toEqual([0, '']);
  const { metrics, baseline } = JSON.parse(measured.stdout) as Record<string, unknown>;
  const written = await readFile(join(folder, 'churn/metrics.json'), 'utf8');
  expect(JSON.parse(written)).toEqual({ test: metrics, baseline });
  const report = await readFile(join(folder, 'churn/report.html'), 'utf8');
  expect(report).toContain('the rows of rows.csv');
  const card = await readFile(join(folder, 'churn/model-card.md'), 'utf8');
  expect(card).toContain('Trained by lightgbm@v4, imported by lambda-forest');
});

test('without rows nothing is measured, and a later evaluation has the baseline of its own rows', async () => {
  const names = ['--target=churn', '--classes=stays,leaves', '--output-dir=bare'];
  const { code } = await trainer(folder, 'import', '--from=model.txt', ...names);
  expect(code).toBe(0);
  expect((await readdir(join(folder, 'bare'))).sort()).toEqual(['metadata.json', 'model.forest']);
  const measured = await trainer(folder, 'evaluate', '--model=./bare', '--data=rows.csv', '--json');
  expect([measured.code, measured.stderr]).toEqual([0, '']);
  expect(JSON.parse(measured.stdout)).toMatchObject({ baseline: { accuracy: 0.5 } });
});

test('what inspect prints of the training table completes a model without its rows', async () => {
  const table = await trainer(
    folder,
    ...['inspect', '--data=rows.csv', '--target=churn', '--json'],
  );
  await writeFile(join(folder, 'schema.json'), table.stdout);
  const given = ['--from=model.txt', '--schema=schema.json', '--classes=stays,leaves'];
  const { code, stdout, stderr } = await trainer(
    folder,
    ...['import', ...given, '--output-dir=described', '--json'],
  );
  expect([code, stderr]).toEqual([0, '']);
  const { columns } = JSON.parse(table.stdout) as { columns: readonly Record<string, unknown>[] };
  const { minimum, maximum, mean } = columns[0]!;
  expect(JSON.parse(stdout)).toMatchObject({
    schema: {
      features: [{ name: 'a', minimum, maximum, mean }, {}, {}, {}, {}],
      target: { name: 'churn', classes: ['stays', 'leaves'], counts: [30, 30] },
    },
  });
});

test.each(['docs/import.md', 'docs/import.es.md'])(
  'the description in %s is taken',
  async (page) => {
    const text = await readFile(join(WORKSPACE, page), 'utf8');
    const [, document] = /^```json\n(\{\n {2}"rows".*?)^```/ms.exec(text)!;
    await writeFile(join(folder, 'documented.json'), document!);
    const model = `--from=${join(WORKSPACE, 'examples/houses-xgboost.json')}`;
    const given = [model, '--schema=documented.json', '--output-dir=documented', '--json'];
    const { code, stdout } = await trainer(folder, 'import', ...given);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schema: { target: { name: 'price' } } });
  },
);

test('predictions may be a file of numpy', async () => {
  const { predictions } = await golden<{ predictions: readonly number[] }>('expected');
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${predictions.length},), }\n`;
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length, 0]);
  const data = Buffer.from(Float64Array.from(predictions).buffer);
  await writeFile(join(folder, 'right.npy'), Buffer.concat([start, Buffer.from(header), data]));
  const check = ['--check=right.npy', '--output-dir=of-array'];
  const { code, stdout } = await trainer(folder, 'import', ...IMPORT, ...check);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Checked {3}60 rows: the largest difference is /m);
});

test('predictions may be a table with decimal commas, or classes', async () => {
  const { predictions } = await golden<{ predictions: readonly number[] }>('expected');
  const lines = predictions.map((share) => [1 - share, share].join(';').replaceAll('.', ','));
  const table = `stays;leaves\r\n${lines.join('\r\n')}`;
  await writeFile(join(folder, 'commas.csv'), Buffer.from(`\ufeff${table}`, 'utf16le'));
  const classes = predictions.map((share) => (share > 0.5 ? 'leaves' : 'stays'));
  await writeFile(join(folder, 'classes.csv'), classes.join('\n'));
  for (const [file, found] of [
    ['commas.csv', /^Checked {3}60 rows: the largest difference is /m],
    [
      'classes.csv',
      /^Checked {3}60 rows: the classes are the same; a file of probabilities would/m,
    ],
  ] as const) {
    const check = [`--check=${file}`, `--output-dir=of-${file}`];
    const { code, stdout } = await trainer(folder, 'import', ...IMPORT, ...check);
    expect(code).toBe(0);
    expect(stdout).toMatch(found);
  }
});

test('a column whose blanks LightGBM wrote as _ has the name that the table has', async () => {
  const { model } = await golden<Golden>('input');
  const rows = await readFile(join(folder, 'rows.csv'), 'utf8');
  await writeFile(join(folder, 'blank.txt'), model.replace('=a b small', '=a _b very_small'));
  const renamed = rows.replace('b,small', ' b,very small').replaceAll('\n', ',spare\n');
  await writeFile(join(folder, 'blank.csv'), renamed);
  const given = ['--from=blank.txt', '--data=blank.csv', '--target=churn', '--output-dir=blank'];
  const check = ['--classes=stays,leaves', '--check=right.csv', '--json'];
  const { code, stdout } = await trainer(folder, 'import', ...given, ...check);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    check: { rows: 60 },
    schema: { features: [{ name: 'a' }, { name: 'b' }, { name: 'very small' }, {}, {}] },
    left_out: [{ column: 'spare' }],
  });
});

test('classes of a table without names in the file need them', async () => {
  const given = ['--from=model.txt', '--data=rows.csv', '--target=churn', '--output-dir=unnamed'];
  const { code, stderr } = await trainer(folder, 'import', ...given);
  expect(code).toBe(2);
  expect(stderr).toMatch(/"churn": found "stays".* does not name its classes.*--classes/);
});

test('booleans that LightGBM takes as numbers may be spelled as tables spell them', async () => {
  const { model, rows } = await golden<Golden>('input');
  const spelled = rows.map((row, i) => [
    ...row.slice(0, 2),
    ['False', 'True'][i % 2],
    ...row.slice(3),
  ]);
  const odd = spelled.map((row, i) => [...row.slice(0, 2), ['0', 'TRUE'][i % 2], ...row.slice(3)]);
  const asNumbers = rows.map((row, i) => [...row.slice(0, 2), i % 2, ...row.slice(3)]);
  const table = (cells: readonly (readonly unknown[])[]) =>
    ['a,b,small,large,ties,churn', ...cells.map((row) => [...row, 'leaves'].join(','))].join('\n');
  await writeFile(join(folder, 'booleans.txt'), model);
  await writeFile(join(folder, 'spelled.csv'), table(spelled));
  await writeFile(join(folder, 'odd.csv'), table(odd));
  await writeFile(join(folder, 'numbers.csv'), table(asNumbers));
  const names = ['--from=booleans.txt', '--target=churn', '--classes=stays,leaves'];
  const made = await trainer(
    folder,
    ...['import', ...names, '--data=spelled.csv', '--output-dir=bools'],
  );
  expect([made.code, made.stderr]).toEqual([0, '']);
  await trainer(folder, 'import', ...names, '--output-dir=plain');
  const predict = async (name: string, data: string) =>
    (await trainer(folder, 'predict', `--model=./${name}`, `--data=${data}`, '--out=-')).stdout;
  const expected = await predict('plain', 'numbers.csv');
  expect(expected.split('\n')).toHaveLength(rows.length + 2);
  expect(await predict('bools', 'spelled.csv')).toBe(expected);
  expect(await predict('bools', 'odd.csv')).toBe(expected);
});

test('what stood for a missing value may be named, and stands for it from then on', async () => {
  const rows = await readFile(join(folder, 'rows.csv'), 'utf8');
  const spelled = rows.replaceAll(/(?<=^|,)(?=,)/gm, '-999');
  expect(spelled).toContain('-999');
  await writeFile(join(folder, 'spelled-999.csv'), spelled);
  const given = IMPORT.map((one) => one.replace('rows.csv', 'spelled-999.csv'));
  const check = ['--check=right.csv', '--output-dir=of-999'];
  expect((await trainer(folder, 'import', ...given, ...check)).code).toBe(4);
  const named = await trainer(folder, 'import', ...given, ...check, '--missing-values=-999');
  expect([named.code, named.stderr]).toEqual([0, '']);
  const predict = async (data: string) =>
    (await trainer(folder, 'predict', '--model=./of-999', `--data=${data}`, '--out=-')).stdout;
  expect(await predict('spelled-999.csv')).toBe(await predict('rows.csv'));
});

test('nothing is written where predictions differ, or the file is no model', async () => {
  const wrong = ['--check=wrong.csv', '--output-dir=other'];
  const differs = await trainer(folder, 'import', ...IMPORT, ...wrong);
  expect(differs.code).toBe(4);
  expect(differs.stderr).toMatch(/^Found the prediction .* for row 1, expected .*\n$/);
  const table = await trainer(folder, 'import', '--from=rows.csv', '--output-dir=other');
  expect(table.code).toBe(3);
  expect(table.stderr).toMatch(/unknown kind.*\n$/);
  expect(await readdir(folder)).not.toContain('other');
});

test('a category of CatBoost takes any text, and a missing one if training had a text for it', async () => {
  const read = async <T>(part: string) =>
    JSON.parse(
      await readFile(
        join(WORKSPACE, `libs/interop/golden/catboost-1.2.10/category.${part}.json`),
        'utf8',
      ),
    ) as T;
  const { model, columns, rows } = await read<Golden & { readonly columns: readonly string[] }>(
    'input',
  );
  const { predictions } = await read<{ readonly predictions: readonly number[] }>('expected');
  await writeFile(join(folder, 'model.json.gz'), Buffer.from(model, 'base64'));
  const lines = rows.map((row, i) => [...row, predictions[i]].join(','));
  await writeFile(join(folder, 'colours.csv'), [[...columns, 'y'].join(','), ...lines].join('\n'));
  await writeFile(join(folder, 'colours-right.csv'), predictions.join('\n'));
  const given = ['--data=colours.csv', '--target=y', '--check=colours-right.csv'];
  const { code, stdout, stderr } = await trainer(
    folder,
    ...['import', '--from=model.json.gz', '--output-dir=colours', ...given],
  );
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Imported {2}catboost 1\.2\.10, RMSE: 7 trees on 4 features$/m);
  expect(stdout).toMatch(/^Checked {3}50 rows: the largest difference is 0\.0$/m);
});

test('a folder of YDF predicts the rows of a file as YDF does', async () => {
  const read = async (part: string) => {
    const file = join(WORKSPACE, `libs/interop/golden/ydf-0.16.1/quantity.${part}.json`);
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  };
  const { files, columns, rows } = (await read('input')) as {
    readonly files: Readonly<Record<string, string>>;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (number | string | boolean | null)[])[];
  };
  const { predictions } = (await read('expected')) as { readonly predictions: readonly number[] };
  await mkdir(join(folder, 'ydf'));
  for (const [name, base64] of Object.entries(files)) {
    await writeFile(join(folder, 'ydf', name), Buffer.from(base64, 'base64'));
  }
  const lines = rows.map((row, i) => [...row, predictions[i]].join(','));
  await writeFile(join(folder, 'ydf.csv'), [[...columns, 'y'].join(','), ...lines].join('\n'));
  await writeFile(join(folder, 'ydf-right.csv'), predictions.join('\n'));
  const given = ['--from=ydf', '--data=ydf.csv', '--target=y', '--check=ydf-right.csv', '--json'];
  const { code, stdout, stderr } = await trainer(folder, 'import', ...given, '--output-dir=y');
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toMatchObject({
    engine: { name: 'ydf', version: 'ydf@BLOB_SEQUENCE' },
    check: { rows: rows.length, largest_difference: 0 },
    schema: { features: [{ name: 'open', boolean: true }, {}, {}, {}, { other: true }] },
  });

  await mkdir(join(folder, 'empty'));
  const none = await trainer(folder, 'import', '--from=empty', '--output-dir=none');
  expect(none.code).toBe(3);
  expect(none.stderr).toMatch(/^Found 0 files data_spec\.pb .*\n$/);
});

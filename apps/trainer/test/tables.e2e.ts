/** Tables of one's own, as they come: formats, kinds, splits, policies and what `inspect` says of them. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';

import { inputColumns, MISSING_MARKERS } from '@lambda-forest/schema';
import { decodeModel } from '@lambda-forest/serializer';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { train, trainer } from './in-process.ts';
import { run, train as startTrain, WORKSPACE } from './run.ts';

const table = (name: string) => join(WORKSPACE, `tools/bench/tables/${name}.csv.gz`);
/** What these tests are about happens before and after a learner is chosen: `learners.e2e.ts` is about that. */
const SMALL = ['--learner=forest', '--n-estimators=4', '--folds=2', '--permutation-repeats=1'];
let folder: string;
let passengers: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-tables-'));
  passengers = gunzipSync(await readFile(table('passengers'))).toString();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function model(name: string) {
  return decodeModel(await readFile(join(folder, name, 'model.forest')));
}

test('a column that gives the target away is named before the scores that it makes', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${i + 0.5},${3 * i + 1.5}`);
  await writeFile(join(folder, 'leak.csv'), ['x,price,euros', ...rows].join('\n'));
  const { stdout } = await train(
    folder,
    '--data=leak.csv',
    '--target=price',
    '--output-dir=leak',
    ...SMALL,
  );
  expect(stdout).toMatch(/Look at\n {2}euros: its correlation with price is 1\.0+: .*--schema\)/);
});

describe('a table with everything in it', () => {
  test('trains without a word, and says what becomes of each column', async () => {
    const { code, stdout, stderr } = await train(
      folder,
      `--data=${table('passengers')}`,
      '--target=survived',
      '--output-dir=all',
      ...SMALL,
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Format  CSV separated by ",", UTF-8');
    for (const line of [
      /^passenger_id +left out +a different number in each of 1,309 rows$/m,
      /^name +text +0 {2}Holan, Mr\. Nessfin 1, .* and 1,304 more$/m,
      /^ticket +left out +1,309 different texts in 1,309 rows, such as "97534"$/m,
      /^cabin +names +796 {2}C53 4, /m,
      /^sex +categorical +0 {2}male 851, female 458$/m,
      /^age +numeric +252 {2}1 to 73, mean 39\.2299$/m,
      /^refundable +boolean +0 {2}false 911, true 398$/m,
      /^ship +left out +every row has "Olympic"$/m,
    ]) {
      expect(stdout).toMatch(line);
    }
    const { schema } = await model('all');
    expect(schema.features.map(({ name }) => name)).not.toContain('ship');
    expect(inputColumns(schema)).toContainEqual(
      expect.objectContaining({
        kind: 'text',
        name: 'name',
        known: expect.arrayContaining(['mrs']),
      }),
    );
    expect(schema.encodings).toMatchObject([{ column: 'cabin' }]);
    const metadata = JSON.parse(await readFile(join(folder, 'all', 'metadata.json'), 'utf8')) as {
      left_out: { column: string; reason: string }[];
      schema: object;
    };
    expect(metadata.schema).not.toHaveProperty('encodings');
    expect(metadata.left_out.map(({ column, reason }) => [column, reason])).toEqual([
      ['passenger_id', 'identifier'],
      ['ticket', 'identifier'],
      ['ship', 'constant'],
    ]);
  });

  test('is refused in one line by an engine that knows numbers only', async () => {
    const { code, stderr } = await train(
      folder,
      `--data=${table('passengers')}`,
      '--engine=ml-random-forest',
      '--output-dir=never',
    );
    expect(code).toBe(3);
    expect(stderr.trimEnd()).toMatch(
      /^Found the categorical feature "sex", but the engine ml-random-forest/,
    );
  });
});

describe('the same rows', () => {
  test('make the same trees in every format, from standard input and from several files', async () => {
    const [header = '', ...lines] = passengers.trimEnd().split('\n');
    const rows = lines.map((line) =>
      [...line.matchAll(/(?:^|,)("[^"]*"|[^,]*)/g)].map(([, cell = '']) =>
        cell.replaceAll('"', ''),
      ),
    );
    const names = header.split(',');
    const json = rows.map((cells) =>
      JSON.stringify(
        Object.fromEntries(
          cells.map((cell, i) => {
            if (['', 'NA', '?'].includes(cell)) return [names[i], null];
            const isText =
              ['name', 'ticket', 'cabin'].includes(names[i]!) || Number.isNaN(Number(cell));
            return [names[i], isText ? cell : Number(cell)];
          }),
        ),
      ),
    );
    await mkdir(join(folder, 'parts'));
    const files: Record<string, string | Uint8Array> = {
      'plain.csv': passengers,
      'tabs.tsv.zst': zstdCompressSync(
        [names, ...rows].map((cells) => cells.join('\t')).join('\r\n'),
      ),
      'rows.jsonl.gz': gzipSync(json.join('\n')),
      'parts/a.csv': [header, ...lines.slice(0, 500)].join('\n'),
      'parts/b.csv': [header, ...lines.slice(500)].join('\n'),
    };
    for (const [name, content] of Object.entries(files))
      await writeFile(join(folder, name), content);
    const data = [
      'plain.csv',
      'tabs.tsv.zst',
      'rows.jsonl.gz',
      'parts/*.csv',
      'parts/a.csv,parts/b.csv',
      '-',
    ];
    const forests = [];
    for (const [i, name] of data.entries()) {
      const options = [`--data=${name}`, `--output-dir=format-${i}`, ...SMALL];
      const { code, stderr } =
        name === '-'
          ? await startTrain(folder, ...options, { stdin: passengers })
          : await train(folder, ...options);
      expect([name, code, stderr]).toEqual([name, 0, '']);
      forests.push(await model(`format-${i}`));
    }
    for (const { schema, forest } of forests) {
      expect(schema).toEqual(forests[0]!.schema);
      expect(forest).toEqual(forests[0]!.forest);
    }
    expect(forests.map(({ provenance }) => provenance.data.source)).toEqual([
      'plain.csv',
      'tabs.tsv.zst',
      'rows.jsonl.gz',
      'a.csv and 1 more file',
      'a.csv and 1 more file',
      'stdin',
    ]);
  });
});

describe('rows are held out', () => {
  test('by time, and the folds look back', async () => {
    const options = [`--data=${table('sales')}`, '--time-column=sold_on', '--output-dir=time'];
    const { code, stdout } = await train(folder, ...options, ...SMALL);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Split   1,920 rows to train on, 480 to test on, the latest by sold_on',
    );
    const { provenance } = await model('time');
    expect(provenance.split).toMatchObject({ kind: 'time', column: 'sold_on', stratified: false });
  });

  test('by group, in a separate file, or at random', async () => {
    const sales = `--data=${table('sales')}`;
    const group = await train(folder, sales, '--group-column=district', '--output-dir=g', ...SMALL);
    expect(group.stdout).toMatch(/^Split .*, whole groups of district$/m);
    expect(group.stdout).toMatch(/^district +group/m);
    await writeFile(join(folder, 'test.csv'), passengers.split('\n').slice(0, 301).join('\n'));
    const options = [`--data=${table('passengers')}`, '--test-data=test.csv', '--output-dir=f'];
    const file = await train(folder, ...options, ...SMALL);
    expect(file.stdout).toContain(
      'Split   1,309 rows to train on, 300 to test on, a separate file',
    );
    const random = await train(folder, options[0]!, '--split=random', '--output-dir=r', ...SMALL);
    expect(random.code).toBe(0);
    expect((await model('r')).provenance.split).toMatchObject({
      kind: 'random',
      stratified: false,
    });
  });

  test('in one way only', async () => {
    const { code, stderr } = await train(
      folder,
      '--split=random',
      '--time-column=a',
      '--group-column=b',
    );
    expect(code).toBe(2);
    expect(stderr).toContain(
      'Found --split and --time-column and --group-column, expected one way',
    );
  });
});

describe('policies', () => {
  test('are in the model where they are not the usual ones', async () => {
    const { code } = await train(
      folder,
      `--data=${table('passengers')}`,
      '--unseen=learned',
      '--missing-values=Queenstown',
      '--output-dir=policies',
      ...SMALL,
    );
    expect(code).toBe(0);
    const { schema } = await model('policies');
    expect(schema.policies).toEqual({ missing: 'learned', unseen: 'learned' });
    expect(schema.missingMarkers).toEqual([...MISSING_MARKERS, 'queenstown'].sort());
    expect(schema.features.find(({ name }) => name === 'port')).toMatchObject({
      levels: ['Cherbourg', 'Southampton', '(other)'],
      other: true,
    });
  });

  test('can refuse missing values at training', async () => {
    const { code, stderr } = await train(
      folder,
      `--data=${table('passengers')}`,
      '--missing=error',
    );
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /column "age": found no value in 252 of 1,309 rows, expected one in each/,
    );
  });
});

describe('--schema', () => {
  test('takes what inspect printed, corrected', async () => {
    const { stdout } = await trainer(folder, 'inspect', `--data=${table('passengers')}`, '--json');
    const document = JSON.parse(stdout) as { columns: { name: string; kind: string }[] };
    const columns = document.columns.map((column) =>
      column.name === 'ticket_class' ? { name: 'ticket_class', kind: 'categorical' } : column,
    );
    // As PowerShell writes what a program prints.
    const text = `\ufeff${JSON.stringify({ ...document, columns })}\r\n`;
    await writeFile(join(folder, 'schema.json'), text, 'utf16le');
    const options = [`--data=${table('passengers')}`, '--schema=schema.json', '--output-dir=said'];
    expect((await train(folder, ...options, ...SMALL)).code).toBe(0);
    const said = (await model('said')).schema.features;
    expect(said[0]).toMatchObject({ kind: 'categorical', levels: ['1', '2', '3'] });
    expect(said.slice(1)).toEqual((await model('all')).schema.features.slice(1));
  });

  test.each<[string, string | Uint8Array | undefined, number, RegExp]>([
    ['nowhere.json', undefined, 2, /^Found no file at .*nowhere\.json/],
    ['bad.json', '{', 2, /^Found .+ in bad\.json, on line 1, column 2, expected JSON\. Correct/],
    ['latin.json', Buffer.from('{"é":1}', 'latin1'), 2, /^Found bytes in latin\.json that are not/],
    ['kind.json', '{"columns":[{"name":"sex","kind":"word"}]}', 3, /found the kind "word"/],
    ['name.json', '{"columns":[{"name":"sexe"}]}', 3, /Did you mean "sex"\?/],
  ])('%s is refused in one line', async (name, content, code, message) => {
    if (content !== undefined) await writeFile(join(folder, name), content);
    const found = await train(folder, `--data=${table('passengers')}`, `--schema=${name}`);
    expect(found.code).toBe(code);
    expect(found.stderr.trimEnd()).toMatch(message);
    expect(found.stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('what cannot be read', () => {
  test.each<[string, string, Uint8Array | string, number, RegExp]>([
    [
      'a file that was cut off',
      'cut.csv.gz',
      gzipSync('a,b\n'.repeat(999)).subarray(0, 30),
      2,
      /compressed and damaged/,
    ],
    [
      'a zst file that is damaged',
      'bad.zst',
      Buffer.from('28b52ffd00ff00ff', 'hex'),
      2,
      /compressed and damaged/,
    ],
    [
      'Parquet that is none',
      'bad.parquet',
      'PAR1\x15 and no more',
      3,
      /found no Parquet that can be read/,
    ],
    ['a binary file', 'binary.csv', Buffer.alloc(500), 3, /found a NUL byte/],
  ])('%s is reported in one line', async (_, name, content, code, message) => {
    await writeFile(join(folder, name), content);
    const found = await train(folder, `--data=${name}`, '--output-dir=never');
    expect(found.stderr.trimEnd()).toMatch(message);
    expect(found.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(found.code).toBe(code);
  });

  test('patterns that match nothing, and standard input among files', async () => {
    expect((await train(folder, '--data=no-*.csv')).stderr).toMatch(
      /^Found no file that matches no-\*\.csv/,
    );
    expect((await train(folder, '--data=-,a.csv')).stderr).toMatch(/expected it alone/);
  });

  test('cells of one kind are reported together, with the lines of some, and the rest is counted', async () => {
    const rows = Array.from(
      { length: 500 },
      (_, i) => `${i % 17 === 3 ? `oops${i % 425}` : i / 2},${i % 2}`,
    );
    await writeFile(join(folder, 'oops.csv'), `x,y\n${rows.join('\n')}\n`);
    const { code, stderr } = await train(folder, '--data=oops.csv', '--output-dir=never');
    expect(code).toBe(3);
    const [problem, ...places] = stderr.trimEnd().split('\n');
    expect(problem).toMatch(/^Found 30 problems in oops\.csv\. Correct the value, /);
    expect(places).toEqual([
      '  column "x", 25 rows: found "oops3" (line 5 and 1 more row), "oops20" (line 22 and 1 more row), "oops37" (line 39 and 1 more row) and 17 more, expected a finite decimal number',
      '  and 5 more',
    ]);
  });
});

describe('inspect', () => {
  test.each(['wine', 'breast-cancer', 'digits', 'diabetes', 'passengers', 'sales'])(
    'finds in %s what it has always found',
    async (name) => {
      const { code, stdout } = await trainer(folder, 'inspect', `--data=${table(name)}`, '--json');
      expect(code).toBe(0);
      await expect(stdout).toMatchFileSnapshot(`../golden/inspect/${name}.json`);
    },
  );

  test('shows a table, and reports cells that contradict their column without stopping', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${i === 7 ? 'n/k' : i * 1.5},${i % 9},${i % 2 ? 'a' : 'b'}`,
    );
    await writeFile(join(folder, 'mixed.csv'), `x,z,y\n${rows.join('\n')}\n1,1,a\n1,1,a\n`);
    const { code, stdout, stderr } = await trainer(folder, 'inspect', '--data=mixed.csv');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^z +numeric +0 {2}0 to 8, mean/m);
    expect(stdout).toContain('  x: line 9: found "n/k", expected a finite decimal number');
    expect(stdout).toContain('  Correct the value, name it as a missing marker');
    expect(stdout).toMatch(/^x +left out +its cells contradict each other$/m);
    expect(stdout).toContain('equal to an earlier one');
  });

  test('names the file of each place where there are several, as train does', async () => {
    const rows = (bad: string) =>
      Array.from({ length: 40 }, (_, i) => `${i === 7 ? bad : i * 1.5},${i % 2 ? 'a' : 'b'}`);
    await writeFile(join(folder, 'part-1.csv'), `x,y\n${rows('2').join('\n')}\n`);
    await writeFile(join(folder, 'part-2.csv'), `x,y\n${rows('n/k').join('\n')}\n`);
    await writeFile(
      join(folder, 'part-3.csv'),
      `x,y\n${rows('n/k')
        .map((row) =>
          row
            .replace(/^1\.5,/, '?!,')
            .replace(/^3,/, '?!,')
            .replace(/^6,/, '?!,'),
        )
        .join('\n')}\n`,
    );
    const bad = await trainer(folder, 'train', '--data=part-*.csv');
    expect(bad.code).toBe(3);
    expect(bad.stderr).toContain('part-2.csv, line 9, column "x": found "n/k", expected');
    expect(bad.stderr).toContain(
      'part-3.csv, line 3 and 2 more rows, column "x": found "?!", expected',
    );
    await writeFile(
      join(folder, 'part-4.csv'),
      `x;y\n${rows('2').join('\n').replaceAll(',', ';')}\n`,
    );
    const good = await trainer(folder, 'inspect', '--data=part-1.csv,part-4.csv');
    expect(good.stdout).toContain('(lines 2 of part-1.csv and 2 of part-4.csv, ');
    expect(good.stdout).toContain(
      [
        'Format  CSV separated by ",", UTF-8: part-1.csv',
        '        CSV separated by ";", UTF-8: part-4.csv',
      ].join('\n'),
    );
  });

  test('says of numbers that identify rows what training will ask', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, i) => `${1000 + ((i * 7919) % 4001)},${i % 7},${i % 2}`,
    );
    await writeFile(join(folder, 'inventory.csv'), `id,x,y\n${rows.join('\n')}\n`);
    const { stdout } = await trainer(folder, 'inspect', '--data=inventory.csv');
    expect(stdout).toMatch(
      /^id +left out +a different number in each of 30 rows; train keeps it if it helps$/m,
    );
  });

  test('and training asks of each by itself', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => {
      const [house, order, x] = [(i * 7919) % 4001, (i * 3571) % 5003, i % 7];
      return `${house},${order},${x},${Math.round(house / 50) + x}`;
    });
    await writeFile(join(folder, 'deals.csv'), `house_id,order_id,x,y\n${rows.join('\n')}\n`);
    const { stdout } = await train(
      folder,
      '--data=deals.csv',
      '--learner=forest',
      '--output-dir=deals',
      '--n-estimators=20',
    );
    expect(stdout).toMatch(/^house_id +numeric/m);
    expect(stdout).toMatch(/^order_id +left out +.*with it the squared error .* higher$/m);
  });

  test('does not count the rows of one file twice', async () => {
    await writeFile(join(folder, 'once.csv'), 'x,y\n1,a\n2,b\n');
    const { code, stderr } = await trainer(folder, 'inspect', '--data=once.csv,onc*.csv');
    expect([code, stderr.trimEnd().split('\n').length]).toEqual([2, 1]);
    expect(stderr).toContain('once.csv twice after --data, expected each file once.');
  });

  test('leaves unread what the schema ignores', async () => {
    const columnData = [
      { name: 'x', data: Array.from({ length: 20 }, (_, i) => i * 1.5), type: 'DOUBLE' as const },
      { name: 'nested', data: Array.from({ length: 20 }, () => ({ a: 1 })), type: 'JSON' as const },
      {
        name: 'y',
        data: Array.from({ length: 20 }, (_, i) => 'ab'[i % 2]!),
        type: 'STRING' as const,
      },
    ];
    await writeFile(
      join(folder, 'nested.parquet'),
      Buffer.from(parquetWriteBuffer({ columnData })),
    );
    const refused = await trainer(folder, 'inspect', '--data=nested.parquet');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('column "nested": found a nested value');
    const columns = [{ name: 'nested', kind: 'ignore' }];
    await writeFile(join(folder, 'ignore.json'), JSON.stringify({ columns }));
    const { code, stdout } = await trainer(
      folder,
      'inspect',
      '--data=nested.parquet',
      '--schema=ignore.json',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/nested +left out +as --schema says/);
  });

  test('fails as train does where there is no table', async () => {
    const { code, stderr } = await trainer(folder, 'inspect', '--data=nowhere.csv');
    expect([code, stderr.trimEnd().split('\n').length]).toEqual([2, 1]);
    const help = await run(folder, process.execPath, [
      join(WORKSPACE, 'apps/trainer/src/main.ts'),
      'inspect',
      '--help',
    ]);
    expect(help.stdout).toContain('--missing-values');
  });
});

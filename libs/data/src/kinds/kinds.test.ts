import { describe, expect, test } from 'vitest';

import { read, refusal } from '../../test/support.ts';
import { readDataset, toDataset } from '../index.ts';
import { parseSchemaChoice } from './schema-choice.ts';
import type { ColumnChoice, ReadDataset } from '../index.ts';

/** A table of one column beside the target, which has so many rows as cells. */
function inferred(
  cells: readonly string[],
  choice?: Omit<ColumnChoice, 'name'>,
): ReadDataset<Float64Array> {
  const rows = cells.map((cell, i) => `${cell},${i % 3},${i % 2 === 0 ? 'a' : 'b'}`);
  return readDataset(read(`x,other,y\n${rows.join('\n')}\n`), {
    columns: choice === undefined ? [] : [{ name: 'x', ...choice }],
  });
}

const repeat = (count: number, cellOf: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => cellOf(i));
const reportOf = ({ columns }: ReadDataset) => columns[0]!;
const featureOf = ({ dataset }: ReadDataset) => dataset.schema.features[0]!;

describe('a column finds its kind:', () => {
  test('words are levels, sorted, with their counts', () => {
    const found = inferred(['red', ' blue', 'red', 'NA', 'green ', 'blue']);
    expect(featureOf(found)).toEqual({
      kind: 'categorical',
      name: 'x',
      levels: ['blue', 'green', 'red'],
      counts: [2, 1, 2],
      missing: 1,
    });
    expect([...found.dataset.columns[0]!]).toEqual([2, 0, 2, NaN, 1, 0]);
  });

  test.each([
    [['yes', 'No', 'YES', 'no']],
    [['True', 'false', 'TRUE', 'False']],
    [['t', 'f', 'T', 'F']],
  ])('%j are booleans', (cells) => {
    const found = inferred([...cells, '']);
    expect(featureOf(found)).toMatchObject({
      boolean: true,
      levels: ['false', 'true'],
      missing: 1,
    });
    expect([...found.dataset.columns[0]!]).toHaveLength(5);
    expect(reportOf(found).kind).toBe('boolean');
  });

  test.each([[['yes', 'true', 'no']], [['no', 'se', 'fi']], [['t', 'f', 'maybe']]])(
    '%j are levels and no booleans',
    (cells) => {
      expect(featureOf(inferred(cells))).not.toHaveProperty('boolean');
    },
  );

  test('0 and 1 are numbers', () => {
    expect(featureOf(inferred(['0', '1', '1']))).toMatchObject({ kind: 'numeric', mean: 2 / 3 });
  });

  test('dates become the parts that differ, and always their day', () => {
    const found = inferred(['2024-01-31', '2024-02-29', '', '2024-02-29']);
    expect(found.dataset.schema.features.map(({ name }) => name)).toEqual([
      'x.days',
      'x.month',
      'x.day',
      'x.weekday',
      'other',
    ]);
    expect(featureOf(found)).toMatchObject({
      source: { column: 'x', part: 'days', format: 'iso' },
      missing: 1,
    });
    expect([...found.dataset.columns[1]!]).toEqual([1, 2, NaN, 2]);
    expect(reportOf(found)).toMatchObject({ kind: 'datetime', features: [0, 1, 2, 3] });
  });

  test.each([
    ['dmy', ['13/02/2024', '01/02/2024', '01.03.2024']],
    ['mdy', ['02/13/2024', '02/01/2024', '3/1/2024']],
  ])('dates say by themselves that they are %s', (format, cells) => {
    expect(featureOf(inferred(cells))).toMatchObject({ source: { format } });
  });

  test('dates whose day and month could change places are left out, until it is said', () => {
    const cells = ['01/02/2024', '03/04/2024', '05/06/2024'];
    expect(reportOf(inferred(cells))).toMatchObject({ role: 'left-out', reason: 'ambiguous-date' });
    const said = inferred(cells, { kind: 'datetime', format: 'mdy' });
    expect([...said.dataset.columns[1]!]).toEqual([1, 3, 5]);
  });

  test('dates of which some have the day first and some the month are left out with both', () => {
    const cells = repeat(40, (i) =>
      i % 3 === 0 ? `0${1 + (i % 9)}/13/2024` : `${13 + (i % 9)}/01/2024`,
    );
    const { reason, why } = reportOf(inferred(cells));
    expect(reason).toBe('ambiguous-date');
    expect(why).toMatch(/day first, such as "\d+\/01\/2024", and .* such as "\d+\/13\/2024"/);
  });

  test.each<[string, string[], string]>([
    ['one value in all rows', repeat(9, () => 'same'), 'constant'],
    ['no value at all', repeat(9, (i) => (i % 2 === 0 ? '' : 'NA')), 'empty'],
    ['a code of its own in nearly every row', repeat(60, (i) => `n${i % 58}`), 'identifier'],
  ])('%s is left out and said', (_, cells, reason) => {
    const found = inferred(cells);
    expect(reportOf(found)).toMatchObject({ name: 'x', role: 'left-out', reason, features: [] });
    expect(found.dataset.schema.features.map(({ name }) => name)).toEqual(['other']);
  });

  test.each<[string, (i: number) => string, string]>([
    ['prices', (i) => `$${i % 40}.25`, '; numbers are read where they are written like 1234.5'],
    ['moments', (i) => `${i % 40}/1/24 1:30 PM`, '; dates are read where they are written like'],
    [
      'thousands',
      (i) => `"${(i % 40) + 1},250"`,
      '; a comma may stand between thousands or before',
    ],
    ['codes', (i) => `id${i}`, 'such as "id0"'],
  ])('%s that are left out come with how to write them', (_, cellOf, end) => {
    const { why } = reportOf(inferred(repeat(60, cellOf)));
    expect(why!.slice(why!.indexOf('such as'))).toContain(end);
    expect(why!.includes(';')).toBe(end.startsWith(';'));
  });

  test('a table of nothing but such columns is refused with the reasons', () => {
    const table = read('d,c,y\n01/02/2024,x,a\n03/04/2024,x,b\n');
    expect(refusal(() => toDataset(table)).issues).toMatchObject([
      { column: 'd', message: expect.stringContaining('could change places') as string },
      { column: 'c', message: expect.stringContaining('every row has "x"') as string },
    ]);
  });

  test('numbers of their own are left out under the name of an id alone', () => {
    const rows = repeat(30, (i) => `${i},${i},${i % 2},${i % 4}`);
    const table = read(`customer_id,size,y,z\n${rows.join('\n')}\n`);
    const { columns } = readDataset(table, { target: 'y' });
    expect(columns.map(({ role }) => role)).toEqual(['left-out', 'feature', 'target', 'feature']);
    expect(columns[0]!.why).toBe('a different number in each of 30 rows');
  });

  test.each<[string, (i: number) => number, boolean]>([
    ['in an order of their own', (i) => 1000 + ((i * 7919) % 4001), true],
    ['that count the rows', (i) => 30 - i, false],
    ['that count a part of the rows of a file, in any order', (i) => 40 - ((i * 7) % 41), false],
    ['that grow with the rows', (i) => 100 * i, false],
    ['that fall with the rows', (i) => -100 * i, false],
  ])('numbers of their own %s', (_, idOf, mayInform) => {
    const rows = repeat(30, (i) => `${idOf(i)},${i % 7},${i % 2}`);
    const { columns } = readDataset(read(`rowId,x,y\n${rows.join('\n')}\n`));
    expect(columns[0]).toMatchObject({ role: 'left-out', reason: 'identifier', mayInform });
  });

  test.each(['Unnamed: 0.1', 'level_0', '...1', 'row.names', 'rownames', 'RowNumber'])(
    'numbers of their own are left out under %s, as programs call what counts the rows',
    (name) => {
      const rows = repeat(30, (i) => `${i},${i % 7},${i % 2}`);
      const { columns } = readDataset(read(`${name},x,y\n${rows.join('\n')}\n`));
      expect(columns[0]).toMatchObject({ role: 'left-out', reason: 'identifier' });
    },
  );

  test('numbered levels with a word among them are levels', () => {
    const found = inferred(repeat(60, (i) => ['0', '1', '2', '3+'][i % 4]!));
    expect(featureOf(found)).toMatchObject({ levels: ['0', '1', '2', '3+'] });
  });

  test('numbers with a few words among them are reported with their lines', () => {
    const cells = repeat(60, (i) => (i === 7 || i === 20 ? 'n/k' : String(i * 1.5)));
    expect(refusal(() => inferred(cells)).issues).toMatchObject([
      {
        row: 9,
        column: 'x',
        value: 'n/k',
        message: 'found "n/k", expected a finite decimal number',
        alike: 1,
      },
    ]);
  });

  test('names that repeat, and text, wait for the rows that are trained on', () => {
    const names = inferred(repeat(60, (i) => `n${i % 40}`));
    expect(reportOf(names)).toMatchObject({ role: 'feature', kind: 'names', features: [0] });
    expect(featureOf(names)).toMatchObject({ kind: 'categorical', encode: 'names' });
    const colours = ['red', 'blue', 'green', 'black'];
    const text = inferred(repeat(60, (i) => `a ${colours[i % 4]!} ${colours[i % 3]!} thing ${i}`));
    expect(reportOf(text)).toMatchObject({ role: 'feature', kind: 'text' });
    expect(featureOf(text)).toMatchObject({ kind: 'categorical', encode: 'text', missing: 0 });
    expect([...text.dataset.columns[0]!.slice(-2)]).toEqual([58, 59]);
  });

  test('levels are names from 256 on, unless it is said that they are levels', () => {
    const cells = (levels: number) => repeat(1_000, (i) => `n${i % levels}`);
    expect(reportOf(inferred(cells(255))).kind).toBe('categorical');
    expect(reportOf(inferred(cells(256))).kind).toBe('names');
    expect(reportOf(inferred(cells(256), { kind: 'categorical' })).kind).toBe('categorical');
  });

  test('text and names can be said, and are as long as a cell may be', () => {
    for (const kind of ['names', 'text'] as const) {
      const said = inferred(['red', 'blue ', 'NA', 'red'], { kind });
      expect(featureOf(said)).toMatchObject({ levels: ['red', 'blue'], encode: kind, missing: 1 });
      expect([...said.dataset.columns[0]!]).toEqual([0, 1, NaN, 0]);
    }
    const cells = ['red', 'a'.repeat(32_768), 'blue'];
    expect(refusal(() => inferred(cells, { kind: 'text' })).issues).toMatchObject([
      { row: 3, message: expect.stringContaining('expected at most 32,767 char') as string },
    ]);
  });

  test('tickets of which a quarter are no numbers identify rows', () => {
    const cells = repeat(80, (i) => (i % 4 === 0 ? `A/5 ${i}` : String(1000 + i)));
    expect(reportOf(inferred(cells))).toMatchObject({ reason: 'identifier' });
  });

  test('dates with a mistake among them are reported with their lines', () => {
    const cells = repeat(40, (i) =>
      i === 5 ? '2024-02-31' : `2024-02-${String((i % 28) + 1).padStart(2, '0')}`,
    );
    expect(refusal(() => inferred(cells)).issues).toMatchObject([{ row: 7, value: '2024-02-31' }]);
  });
});

describe('a column is what a person says:', () => {
  test('a category of numbers, with levels in the order of the numbers', () => {
    const found = inferred(['10', '9', '10', '1'], { kind: 'categorical' });
    expect(featureOf(found)).toMatchObject({ kind: 'categorical', levels: ['1', '9', '10'] });
  });

  test('a category of given levels, and of no others', () => {
    const levels = ['small', 'large', 'huge'];
    const found = inferred(['large', 'small', 'large'], { kind: 'categorical', levels });
    expect(featureOf(found)).toMatchObject({ levels, counts: [1, 2, 0] });
    const error = refusal(() => inferred(['large', 'tiny'], { kind: 'categorical', levels }));
    expect(error.issues).toMatchObject([{ row: 3, value: 'tiny' }]);
  });

  test('a boolean of 0 and 1, numbers, or nothing', () => {
    expect(featureOf(inferred(['0', '1', '1'], { kind: 'boolean' }))).toMatchObject({
      counts: [1, 2],
    });
    expect(featureOf(inferred(repeat(60, String), { kind: 'numeric' }))).toMatchObject({
      maximum: 59,
    });
    expect(reportOf(inferred(['1', '2'], { kind: 'ignore' }))).toMatchObject({ reason: 'ignored' });
  });

  test('which is refused where the cells are something else', () => {
    const error = refusal(() => inferred(['red', 'blue'], { kind: 'numeric' }));
    expect(error.message).toContain(
      'found "red" and no such value in any row, expected a finite decimal number',
    );
    expect(() => inferred(['red', 'blue'], { kind: 'boolean' })).toThrow('true or false');
    expect(() => inferred(['red', 'blue'], { kind: 'datetime' })).toThrow('in an unknown format');
    expect(() =>
      inferred(
        repeat(5_000, (i) => `${i}.5`),
        { kind: 'boolean' },
      ),
    ).toThrow('thousands of different numbers');
    expect(() =>
      inferred(
        repeat(5_000, (i) => `${i}.5`),
        { kind: 'categorical' },
      ),
    ).toThrow('levels');
  });

  test('but has to be there', () => {
    const table = read('size,y\n1,a\n2,b\n');
    expect(() => toDataset(table, { columns: [{ name: 'sise', kind: 'numeric' }] })).toThrow(
      'Did you mean "size"?',
    );
  });
});

describe('the document that says so', () => {
  test('has columns, missing markers, and whatever inspect prints besides', () => {
    const document = {
      source: 'a.csv',
      missing_markers: ['-'],
      columns: [
        { name: 'zip', kind: 'categorical', levels: ['1', '2'], counts: [1, 1] },
        { name: 'day', kind: 'datetime', format: 'dmy', missing: 0 },
        { name: 'size' },
      ],
    };
    expect(parseSchemaChoice(document, 'schema.json')).toEqual({
      missingMarkers: ['-'],
      columns: [
        { name: 'zip', kind: 'categorical', levels: ['1', '2'] },
        { name: 'day', kind: 'datetime', format: 'dmy' },
        { name: 'size' },
      ],
    });
  });

  test('is refused with everything that is wrong in it', () => {
    const columns = [
      { kind: 'numeric' },
      { name: 'a', kind: 'categoric' },
      { name: 'b', kind: 'categorical', levels: ['x', 'x'] },
      { name: 'c', kind: 'datetime', format: 'ymd' },
      { name: 'd', kind: 7 },
      null,
    ];
    const misplaced = [
      { name: 'x', levels: ['1'] },
      { name: 'y', kind: 'numeric', format: 'dmy' },
    ];
    expect(refusal(() => parseSchemaChoice({ columns: misplaced }, 's.json')).issues).toMatchObject(
      [
        { column: 'x', message: expect.stringContaining('"categorical" beside') as string },
        { column: 'y', message: expect.stringContaining('"datetime" beside') as string },
      ],
    );
    const error = refusal(() => parseSchemaChoice({ columns, missing_markers: 'NA' }, 's.json'));
    expect(error.issueCount).toBe(7);
    expect(error.remedy).toContain('Did you mean "categorical"?');
    for (const value of [null, 1, [], {}]) {
      expect(() => parseSchemaChoice(value, 's.json')).toThrow('found no list "columns"');
    }
  });
});

test('groups and times come from columns of their own', () => {
  const table = read('t,g,x,y\n2024-01-02,b,1,p\n2024-01-01,a,2,q\n2024-01-03,b,3,q\n');
  const { dataset, groups, times } = readDataset(table, { group: 'g', time: 't' });
  expect([...groups!]).toEqual([0, 1, 0]);
  expect([...times!].map((time) => new Date(time).getUTCDate())).toEqual([2, 1, 3]);
  expect(dataset.schema.features.map(({ name }) => name)).toEqual([
    't.days',
    't.day',
    't.weekday',
    'x',
  ]);
  expect(() => readDataset(table, { time: 'g' })).toThrow('found neither numbers nor date-times');
  const moment = read('t,x,y\n2024-01-01,1,p\n2024-01-01,2,q\n');
  expect(() => readDataset(moment, { time: 't' })).toThrow(
    'order the rows (every row has "2024-01-01"), expected a column',
  );
  const missing = read('t,g,x,y\n1,,1,p\n,a,2,q\n');
  const error = refusal(() => readDataset(missing, { group: 'g', time: 't' }));
  expect(error.issues).toMatchObject([
    { row: 3, column: 't' },
    { row: 2, column: 'g' },
  ]);
});

test('numbers that count the rows say what came first, and are no feature', () => {
  const rows = repeat(30, (i) => `${30 - i},${i % 7},${i % 2}`);
  const { times, columns } = readDataset(read(`index,x,y\n${rows.join('\n')}\n`), {
    time: 'index',
  });
  expect([...times!.subarray(0, 2)]).toEqual([30, 29]);
  expect(columns[0]).toMatchObject({ role: 'left-out', reason: 'identifier' });
});

test('a part of a date is not named as a column is, wherever that stands', () => {
  const table = read('d.day,d,d.days,d.days (2),y\n9,2024-01-01,1,3,a\n8,2024-01-02,2,4,b\n');
  const { features } = toDataset(table).schema;
  expect(features.map(({ name }) => name)).toEqual([
    'd.day',
    'd.days (3)',
    'd.day (2)',
    'd.weekday',
    'd.days',
    'd.days (2)',
  ]);
});

import { option } from '@lambda-forest/text';
import { describe, expect, test } from 'vitest';

import { read, refusal } from '../../test/support.ts';
import {
  allRows,
  encodeTable,
  mergeRareLevels,
  parseTable,
  readerRules,
  toDataset,
} from '../index.ts';
import { encodeFeatures } from './encode-table.ts';

const TRAINING = `colour,alive,sold,size,y
red,yes,13.02.2024,1.5,a
blue,no,01.03.2024,,b
red,yes,02.04.2024,3,a
blue,no,05.04.2024,4,b
`;
const dataset = toDataset(read(TRAINING));
const { schema } = dataset;

describe('a table read by a schema', () => {
  test('of its own training has the same features, in whatever order its columns stand', () => {
    expect(encodeFeatures(read(TRAINING), schema)).toEqual(dataset.columns);
    const turned = TRAINING.split('\n')
      .map((line) => line.split(',').reverse().join())
      .join('\n');
    expect(encodeFeatures(read(turned), schema)).toEqual(dataset.columns);
    expect(encodeTable(read(TRAINING), schema)).toEqual(dataset);
  });

  test('means what training meant by it, whatever a few rows look like', () => {
    const [colour, alive, days] = encodeFeatures(
      read('colour,alive,sold,size\nred,TRUE,04/05/2024,7\n'),
      schema,
    );
    expect([colour![0], alive![0]]).toEqual([1, 1]);
    expect(days![0]).toBe(Date.UTC(2024, 4, 4) / 86_400_000);
  });

  test('is refused with every cell that does not fit', () => {
    const table = read('colour,alive,sold,size\ngreen,2,2024-13-01,big\n,,,\n');
    expect(refusal(() => encodeFeatures(table, schema)).issues).toMatchObject([
      { row: 2, column: 'colour', value: 'green' },
      { row: 3, column: 'colour' },
      { row: 2, column: 'alive', value: '2' },
      { row: 3, column: 'alive' },
      { row: 2, column: 'sold', value: '2024-13-01' },
      { row: 3, column: 'sold' },
      { row: 2, column: 'size', value: 'big' },
    ]);
  });

  test.each([
    ['True\nFalse', 'Write true as 1 and false as 0'],
    ['1\ntrue', 'Write true as 1 and false as 0'],
    ['yes\nno', 'Correct the value'],
    ['big\nTrue', 'Correct the value'],
  ])('is refused with numbers %j, and a remedy', (sizes, remedy) => {
    const rows = sizes.split('\n').map((size) => `red,yes,13.02.2024,${size}`);
    const table = read(['colour,alive,sold,size', ...rows, ''].join('\n'));
    expect(() => encodeFeatures(table, schema)).toThrow(remedy);
  });

  test('is refused without a column, and where the target is none', () => {
    expect(() => encodeFeatures(read('colour\nred\n'), schema)).toThrow('column "alive"');
    const table = read(TRAINING.replace('3,a', '3,c').replace('4,b', '4,'));
    expect(refusal(() => encodeTable(table, schema)).issues).toMatchObject([
      { row: 4, column: 'y', value: 'c' },
      { row: 5, column: 'y' },
    ]);
  });

  test('is refused with all missing columns, the target among them', () => {
    const error = refusal(() => encodeTable(read('colour,sold,sizes\nred,2024-01-01,1\n'), schema));
    expect(error.issues.map(({ column }) => column)).toEqual(['y', 'alive', 'size']);
    expect(error.message).toContain('Did you mean "sizes"?');
    expect(error.message).toContain('rows without a truth can only be predicted');
  });

  test('is refused with what is wrong with features and target at once', () => {
    const table = read(TRAINING.replace('red,yes', 'green,yes').replace('4,b', '4,c'));
    expect(refusal(() => encodeTable(table, schema)).issues).toMatchObject([
      { row: 2, value: 'green' },
      { row: 5, value: 'c' },
    ]);
  });

  test.each([
    ['caf\u00e9', 'cafe\u0301', ', which looks like "caf\u00e9" but has other characters'],
    ['A1', '\u04101', ', which looks like "A1" but has other characters'],
    ['yes', 'Yes', ', which is "yes" but for its case'],
    ['yes', 'no', ','],
  ])('is refused with the level %j that %j nearly is', (level, cell, said) => {
    const trained = toDataset(read(`x,y\n${level},0\ntea,1\n${level},0\n`)).schema;
    expect(() => encodeTable(read(`x,y\n${cell},0\ntea,1\n`), trained)).toThrow(
      `found "${cell}"${said}`,
    );
  });

  // By looking through all levels for each cell it would not end in time.
  test('is refused if it has many unknown cells and the model many levels', () => {
    const lines = (rowCount: number, levels: number, prefix: string) =>
      Array.from({ length: rowCount }, (_, i) => `${prefix} ${i % levels},${i % 9}\n`).join('');
    const columns = [{ name: 'x', kind: 'categorical' as const }];
    const trained = toDataset(read(`x,y\n${lines(3_000, 1_500, 'level')}`), { columns }).schema;
    const others = read(`x,y\n${lines(60_000, 50, 'other')}`);
    expect(() => encodeTable(others, trained)).toThrow('Found 60,000 problems');
  });

  test('is refused with the level that is the same number, and with the option for decimal commas', () => {
    const numbered = toDataset(read('x,y\n1,0\n2,1\n3,0\n')).schema;
    expect(() => encodeTable(read('x,y\n1,00\n2,1\n'), numbered)).toThrow(
      'line 2, column "y": found "00", which as a number is "0" but another text, expected one of "0", "1"',
    );
    const commas = refusal(() => encodeTable(read('x,y\n"1,5",0\n2.5,1\n'), numbered));
    expect(commas.remedy).toContain(`${option('decimal')}=,`);
  });

  test('may lack values where training did, unless the policy is to refuse them', () => {
    const row = read('colour,alive,sold,size\nred,yes,2024-01-01,?\n');
    expect(encodeFeatures(row, schema).at(-1)![0]).toBeNaN();
    const strict = { ...schema, policies: { missing: 'error', unseen: 'error' } } as const;
    expect(() => encodeFeatures(row, strict)).toThrow('column "size": found no value');
  });

  test('has quantities as targets in regression', () => {
    const { schema: quantity } = toDataset(read('x,y\n1,0.5\n2,1.5\n'));
    const scored = encodeTable(read('y,x\n7,1\n'), quantity);
    expect([scored.task, ...scored.target]).toEqual(['regression', 7]);
    expect(() => encodeTable(read('y,x\n,1\n'), quantity)).toThrow('found no value');
  });

  test('takes 0 and 1 for booleans, as a column that was declared boolean may have them', () => {
    const text = 'colour,alive,sold,size\nred,0,2024-01-01,1\nred,1,2024-01-01,1\n';
    expect([...encodeFeatures(read(text), schema)[1]!]).toEqual([0, 1]);
  });

  test('of another kind altogether is one problem a column', () => {
    const text = 'colour,alive,sold,size\nred,0,no date,x\nred,1,none,y\n';
    expect(refusal(() => encodeFeatures(read(text), schema)).issues).toMatchObject([
      { column: 'sold', value: 'no date' },
      { column: 'size', value: 'x' },
    ]);
  });

  test('refuses numbers that JSON has as texts', () => {
    const text = '{"colour":"red","alive":true,"sold":"2024-01-01","size":"7"}';
    const table = parseTable(Buffer.from(text), { source: 'rows.jsonl', ...readerRules(schema) });
    expect(() => encodeFeatures(table, schema)).toThrow('found numbers written as texts');
  });
});

test('a reader for a model keeps what the model knows by name, and its markers', () => {
  expect(readerRules({ ...schema, missingMarkers: ['', '-'] })).toEqual({
    missingMarkers: ['', '-'],
    keepWords: ['colour', 'alive', 'sold', 'y'],
    formats: [['size', { decimal: '.' }]],
  });
});

test('numbers are read as training wrote them, in CSV alone', () => {
  const german = toDataset(read('size;price\n1.202,5;1,5\n3;2,5\n20.000;3,5\n')).schema;
  expect(german.features[0]).toMatchObject({ format: { decimal: ',', thousands: '.' } });
  expect(german.target).toMatchObject({ format: { decimal: ',' } });
  const sizes = (text: string, format: 'csv' | 'jsonl') => {
    const source = 'new';
    const table = parseTable(Buffer.from(text), { source, format, ...readerRules(german) });
    return [...encodeFeatures(table, german)[0]!];
  };
  expect(sizes('size\n1.202\n5\n', 'csv')).toEqual([1202, 5]);
  expect(sizes('size\n1202.5\n1.25\n', 'csv')).toEqual([1202.5, 1.25]);
  expect(sizes('size,n\n1.202,1\n5.5,2\n', 'csv')).toEqual([1.202, 5.5]);
  const both = `Say ${option('thousands')}=. if it is 1202, or ${option('decimal')}=. if it is 1.202.`;
  expect(() => sizes('size,n\n1.202,1\n5,2\n', 'csv')).toThrow(both);
  expect(() => sizes('size,n\n1.202,1\n5.000,2\n', 'csv')).toThrow(both);
  expect(sizes('size;n\n1.202;1\n5;2\n', 'csv')).toEqual([1202, 5]);
  expect(sizes('{"size":1.202}\n{"size":1202}\n', 'jsonl')).toEqual([1.202, 1202]);
});

describe('rare levels', () => {
  const rows = ['a', 'b', 'c', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'd', '', 'c', 'c', 'c', 'c'];
  const table = read(`x,z,y\n${rows.map((cell, i) => `${cell},${i},${i % 2}`).join('\n')}\n`);
  const whole = toDataset(table);

  test('become one, and so does a level that comes later', () => {
    const merged = mergeRareLevels(whole, allRows(whole).subarray(0, 13));
    expect(merged.schema.features[0]).toEqual({
      kind: 'categorical',
      name: 'x',
      levels: ['a', 'b', '(other)'],
      counts: [5, 5, 6],
      missing: 1,
      other: true,
    });
    expect([...merged.columns[0]!.slice(0, 4)]).toEqual([0, 1, 2, 0]);
    expect(merged.columns[0]![12]).toBeNaN();
    const [column] = encodeFeatures(read('x,z\nb,1\nnever seen,2\nc,3\n'), merged.schema);
    expect([...column!]).toEqual([1, 2, 2]);
  });

  test('that are not there leave a level without rows', () => {
    const two = toDataset(read(`x,y\n${'a,1\nb,2\n'.repeat(5)}`));
    expect(mergeRareLevels(two, allRows(two)).schema.features[0]).toMatchObject({
      levels: ['a', 'b', '(other)'],
      counts: [5, 5, 0],
    });
  });

  test.each([
    ['(other)', ['(other)', 'a', '(other 2)']],
    ['(other 2)', ['(other 2)', 'a', '(other)']],
    ['__proto__', ['__proto__', 'a', '(other)']],
  ])('are no level of the table, such as %s', (level, levels) => {
    const table = toDataset(read(`x,y\n${`a,1\n${level},2\n`.repeat(5)}rare,1\n`));
    const { schema } = mergeRareLevels(table, allRows(table));
    expect(schema.features[0]).toMatchObject({ levels, counts: [5, 5, 1] });
    const rows = read(`x\n${level}\nnever seen\na\n`);
    expect([...encodeFeatures(rows, schema)[0]!]).toEqual([0, 2, 1]);
    const notices: string[] = [];
    const scored = read(`x,y\n${level},1\n never seen ,1\na,2\nnor this,2\n`);
    encodeTable(scored, schema, (line) => notices.push(line));
    expect(notices).toEqual([
      `Levels of "x" that the model does not list, such as "never seen", count as "${levels[2]!}" in 2 rows of table.csv.`,
    ]);
  });
});

test.each([
  ['CSV', (i: number) => `${i / 8},a\n`, 'x,y\n'],
  ['JSON Lines', (i: number) => `{"x":${i / 8},"y":"a"}\n`, ''],
])('a number that marks missing values does so in a long column of %s', (_, row, header) => {
  const cells = Array.from({ length: 9_000 }, (_, i) => row(i % 3 === 0 ? -7_992 : i));
  const table = parseTable(Buffer.from(header + cells.join('')), {
    source: 'rows',
    missingMarkers: ['', '-999'],
  });
  const [column] = table.columns;
  if (column?.form !== 'numbers') throw new Error(column?.form);
  expect(column.oddCount).toBe(0);
  expect([...column.values.subarray(0, 4)]).toEqual([NaN, 1 / 8, 2 / 8, NaN]);
  expect(column.values.at(-3)).toBeNaN();
});

import { option } from '@lambda-forest/text';
import { expect, test } from 'vitest';

import { read } from '../../test/support.ts';
import { describeLookAlikes } from '../kinds/look-alikes.ts';
import { findSuspicions, readDataset } from '../index.ts';
import type { DatasetOptions } from '../index.ts';

function suspicions(rows: readonly string[], header = 'x,y', options: DatasetOptions = {}) {
  const table = read(`${header}\n${rows.join('\n')}\n`);
  return findSuspicions(table, readDataset(table, options));
}

const rows = (count: number, rowOf: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => rowOf(i));
const noise = (i: number) => (i * 7919) % 101;

test('an ordinary table has none', () => {
  const table = rows(90, (i) => `${noise(i)},${i / 3},${noise(i * 3) % 2 ? 'a' : 'b'}`);
  expect(suspicions(table, 'x,z,y')).toEqual([]);
});

const DISTRICTS = rows(12, (i) => `d${i},${i + 0.1},${noise(i)}`);

test.each([
  ['sums of the quantities, the target included', 'Total,67.2,484', '"x", "y"'],
  ['the sum of the target alone', 'Total,,484', '"y"'],
  ['no sum', 'Total,67.1,486', undefined],
])('a last row with %s', (_, last, named) => {
  const found = suspicions([...DISTRICTS, last], 'district,x,y', { task: 'regression' });
  const totals = found.filter(({ code }) => code === 'totals').map(({ message }) => message);
  if (named === undefined) expect(totals).toEqual([]);
  else expect(totals).toEqual([expect.stringContaining(`(line 14) may be a total: in ${named}`)]);
});

test('folders that say what no column does', () => {
  const table = read(`x,y\n${rows(8, (i) => `${noise(i)},${'ab'[i % 2]!}`).join('\n')}\n`);
  const parts = ['s=n/y=1/p.csv', 's=m/y=1/p.csv', 's=n/y=2/p.csv'].map((source, i) => ({
    ...table.parts[0]!,
    source,
    firstRow: 2 * i,
  }));
  const found = findSuspicions({ ...table, parts }, readDataset(table, {}));
  expect(found.filter(({ code }) => code === 'folder-columns')).toEqual([
    expect.objectContaining({
      column: 's',
      message: expect.stringContaining('"n", "m"') as string,
    }),
  ]);
});

test('one sum among many columns is chance', () => {
  const columns = rows(200, (c) => `x${c}`);
  const table = rows(9, (i) => columns.map((_, c) => (i < 8 ? 1 : 8 + Number(c > 0))).join());
  const found = suspicions(
    table.map((row, i) => `${row},${i}`),
    `${columns.join()},y`,
    { task: 'regression' },
  );
  expect(found.filter(({ code }) => code === 'totals')).toEqual([]);
});

test('sums beyond float64 are no totals', () => {
  const found = suspicions(
    rows(60, (i) => `${i % 2 ? -1.7e308 : 1.7e308},${noise(i)}`),
    'x,y',
    { task: 'regression' },
  );
  expect(found.filter(({ code }) => code === 'totals')).toEqual([]);
});

test.each([
  ['days', (i: number) => `2024-0${(i % 3) + 1}-01`],
  ['days in two orders', (i: number) => (i % 2 ? '2024-01-01' : `0${(i % 3) + 1}/02/2024`)],
])('a target of %s is classes, and that is said', (_, dayOf) => {
  const found = suspicions(
    rows(60, (i) => `${noise(i)},${i / 7},${dayOf(i)}`),
    'x,z,y',
  );
  expect(found.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^classes such as ".*": each date is a class/),
  );
});

test('times without a zone among many with one are named', () => {
  const moment = (i: number) => new Date(i * 90_061_000).toISOString().slice(0, i % 9 ? 24 : 19);
  const found = suspicions(
    rows(6_000, (i) => `${moment(i)},${noise(i)},${i % 2}`),
    't,x,y',
  );
  expect(found.filter(({ code }) => code === 'mixed-zones')).toMatchObject([{ column: 't' }]);
});

test.each([
  ['x,X,y', '"x" and "X" differ in case'],
  ['caf\u00e9,cafe\u0301,y', 'differ invisibly'],
  ['a_b,a b,y', 'quotes or dashes alone'],
  ['a,b,y', undefined],
])('names of columns such as %s', (header, said) => {
  const found = suspicions(
    rows(30, (i) => `${noise(i)},${i},${i % 2}`),
    header,
  );
  const names = found.filter(({ code }) => code === 'similar-names').map(({ message }) => message);
  expect(names).toEqual(said === undefined ? [] : [expect.stringContaining(said)]);
});

test('duplicates and contradicting rows are reported with their lines', () => {
  const table = [...rows(20, (i) => `${i},,${i % 2 ? 'a' : 'b'}`), '3,,a', '4,,a', '5,,b', '6,1,b'];
  expect(suspicions(table, 'x,z,y').slice(0, 2)).toEqual([
    {
      code: 'duplicate-rows',
      message:
        '1 row equal to an earlier one in all features and the target (lines 5 and 22): such a pair may stand on both sides of a split',
    },
    {
      code: 'contradicting-rows',
      message:
        '2 rows equal to an earlier one in all features, with another target (lines 6 and 23, 7 and 24)',
    },
  ]);
});

test('a column that determines the target is a leak: by levels, by thresholds, or as a multiple', () => {
  const byLevel = rows(40, (i) => `l${i % 4},${noise(i)},${i % 4 < 2 ? 'a' : 'b'}`);
  expect(suspicions(byLevel, 'x,z,y')).toMatchObject([{ code: 'leak', column: 'x' }]);
  const byThreshold = rows(
    40,
    (i) => `${i < 25 ? noise(i) : 200 + noise(i)},${i < 25 ? 'a' : 'b'}`,
  );
  expect(suspicions(byThreshold)).toMatchObject([{ code: 'leak', column: 'x' }]);
  const multiple = rows(40, (i) => `${noise(i) * 2.54},${i},${noise(i)}.5`);
  expect(suspicions(multiple, 'cm,z,inch')).toMatchObject([{ code: 'leak', column: 'cm' }]);
});

test('but one that nearly does is not', () => {
  const byLevel = rows(40, (i) => `l${i % 4},${i % 4 < 2 || i === 39 ? 'a' : 'b'}`);
  expect(suspicions(byLevel).filter(({ code }) => code === 'leak')).toEqual([]);
});

test('nor is one whose classes meet in a value, or stand apart by a handful of rows', () => {
  const meeting = rows(40, (i) => `${i},${noise(i)},${i < 20 ? 'a' : 'b'}`);
  expect(suspicions(meeting, 'x,z,y')).toMatchObject([
    { code: 'leak', column: 'x' },
    { code: 'row-numbers', column: 'x' },
  ]);
  const leaks = (table: readonly string[]) =>
    suspicions(table, 'x,z,y').filter(({ code }) => code === 'leak');
  expect(leaks([...meeting, '20,7,a'])).toEqual([]);
  expect(leaks([...meeting, ...rows(4, (i) => `${100 + i},${i},c`)])).toEqual([]);
});

test('a word among numbers, codes with zeros in front, and names that are numbers', () => {
  const table = rows(
    60,
    (i) => `${i === 7 ? 'n/k' : i % 5},0${1000 + noise(i)},${i % 2 ? 'a' : 'b'}`,
  );
  expect(suspicions(table, 'x,zip,y')).toMatchObject([
    {
      code: 'mixed-types',
      column: 'x',
      message: expect.stringContaining('"n/k" (line 9) among 59 cells') as string,
    },
    { code: 'leading-zeros', column: 'zip', message: expect.stringContaining('"01000"') as string },
  ]);
  const headless = rows(40, (i) => `${noise(i)}.5,${noise(i * 7)},${i % 2 ? 'a' : 'b'}`);
  expect(suspicions(headless, '5.1,2019,b')).toMatchObject([
    { code: 'header', message: expect.stringContaining('"5.1"') as string },
  ]);
});

test('levels that are dates or numbers in another spelling', () => {
  const spelled: readonly (readonly [(i: number) => string, string])[] = [
    [(i) => `${i + 1} Jan 24`, 'dates are read'],
    [(i) => `"Feb ${i + 1}, 24"`, 'dates are read'],
    [(i) => `$${i}`, 'numbers are read'],
    [(i) => `${i} kg`, 'numbers are read'],
    [(i) => `"1,${i}50"`, 'a comma may stand between thousands'],
  ];
  for (const [cellOf, hint] of spelled) {
    const table = rows(60, (i) => `${noise(i)},${cellOf(i % 9)},${i % 2 ? 'a' : 'b'}`);
    const found = suspicions(table, 'z,x,y').filter(({ code }) => code === 'look-alike-levels');
    expect(found).toMatchObject([
      { column: 'x', message: expect.stringContaining(hint) as string },
    ]);
  }
  const words = ['1st', '2nd', 'A1', 'B2', '3+', 'May', 'red 1', 'x 5', '5a'];
  const table = rows(90, (i) => `${noise(i)},${words[i % 9]!},${noise(i * 3) % 2 ? 'a' : 'b'}`);
  expect(suspicions(table, 'z,x,y')).toEqual([]);
});

test.each([
  ['caf\u00e9', 'cafe\u0301', 'differ invisibly'],
  ['red', 'r\u200bed', 'differ invisibly'],
  ['A12', '\u041012', 'differ invisibly'],
  ['OK', '\u039f\u039a', 'differ invisibly'],
  ['red', 'Red', 'differ in case'],
])('%j and %j are levels that look alike', (first, second, message) => {
  const table = rows(
    60,
    (i) => `${noise(i)},${[first, second, 'tea'][i % 3]!},${i % 2 ? 'a' : 'b'}`,
  );
  const found = suspicions(table, 'z,x,y').filter(({ code }) => code === 'similar-levels');
  expect(found).toMatchObject([{ message: expect.stringContaining(message) as string }]);
});

test.each([
  [29, false],
  [30, true],
])('%i rows of a class beside 10 of another', (often, isSuspicious) => {
  const table = rows(often + 10, (i) => `${noise(i)},${i < 10 ? 'rare' : 'often'}`);
  const found = suspicions(table, 'x,y').filter(({ code }) => code === 'class-imbalance');
  expect(found.map(({ message }) => message)).toEqual(
    isSuspicious
      ? [expect.stringMatching(/^"often" has 3 times the rows of "rare": an accuracy of 75\.0 %/)]
      : [],
  );
});

test('classes of very unequal size, columns that mostly lack values, and levels spelt alike', () => {
  const table = rows(100, (i) => {
    const z = i % 3 === 0 ? String(noise(i)) : '';
    const colour = ['dark red', 'Dark-Red', 'blue'][i % 3]!;
    return `${noise(i)},${z},${colour},${i < 3 ? 'rare' : 'often'}`;
  });
  expect(suspicions(table, 'x,z,colour,y').map(({ code, column }) => [code, column])).toEqual([
    ['class-imbalance', 'y'],
    ['rare-class', 'y'],
    ['mostly-missing', 'z'],
    ['similar-levels', 'colour'],
  ]);
});

test('a first line that is a row, also where its numbers are whole', () => {
  const people = rows(
    40,
    (i) => `${20 + i},${['Private', 'State-gov'][i % 2]!},${noise(i)},${i % 3 ? '<=50K' : '>50K'}`,
  );
  const found = suspicions(people, '39,State-gov,77516,<=50K');
  expect(found.filter(({ code }) => code === 'header')).toEqual([
    {
      code: 'header',
      message:
        'the first line may be a row: "39", "State-gov", "77516" and 1 more are named like a cell of the column; if so, put a line with the columns\' names above it',
    },
  ]);
  const years = rows(40, (i) => `${noise(i)},${i},${i % 2 ? 'a' : 'b'}`);
  expect(suspicions(years, '2019,2020,y').map(({ code }) => code)).not.toContain('header');
  expect(suspicions(years, 'x,z,a').map(({ code }) => code)).not.toContain('header');
});

test('codes of digits, E and digits, however many different ones there are', () => {
  const codes = (count: number) => rows(count, (i) => `${i}E${i % 9},${noise(i)},${i % 3}.5`);
  for (const count of [60, 6_000]) {
    const found = suspicions(codes(count), 'code,x,y').filter(({ code }) => code === 'exponents');
    expect(found).toMatchObject([{ column: 'code' }]);
    expect(found[0]!.message).toContain('"0E0" are powers of ten');
  }
  const measured = rows(60, (i) => `${i}.5E${i % 9},${noise(i)},${i % 3}.5`);
  expect(suspicions(measured, 'x,z,y').map(({ code }) => code)).not.toContain('exponents');
});

test('classes that are numbers or dates in another spelling', () => {
  const table = rows(60, (i) => `${noise(i)},$${i % 9}`);
  expect(suspicions(table, 'x,y', { target: 'y' })).toContainEqual({
    code: 'look-alike-levels',
    column: 'y',
    message: expect.stringContaining('classes such as "$0": numbers are read where') as string,
  });
  const unique = rows(60, (i) => `${noise(i)},$${i}`);
  expect(() => suspicions(unique, 'x,y')).toThrow(
    'column "y": found 60 different texts in 60 rows, such as "$0", expected classes or numbers; numbers are read',
  );
});

test.each(['-٣٫٥', '12,50-', '（'])('%s is a number in other digits or signs, or none', (text) => {
  expect(describeLookAlikes([text]) !== undefined).toBe(text !== '（');
});

test('days that are written as numbers', () => {
  const day = (i: number) => `20${10 + (i % 9)}0${1 + (i % 7)}1${i % 10}`;
  const found = suspicions(
    rows(60, (i) => `${day(i)},${20_240_100 + i},${i % 2 ? 'a' : 'b'}`),
    'x,z,y',
  );
  const days = found.filter(({ code }) => code === 'day-numbers');
  expect(days.map(({ column, message }) => [column, message.slice(0, 29)])).toEqual([
    ['x', 'numbers from 20100110 to 2018'],
  ]);
});

test('a line of units is named with the option that leaves it out', () => {
  const table = ['cm,kg,', ...rows(60, (i) => `${i}.5,${noise(i)},${i % 2 ? 'a' : 'b'}`)];
  expect(() => suspicions(table, 'x,z,y')).toThrow(
    `If the line below the header has units or other names, leave it out with ${option('skip-rows-after-header')}=1`,
  );
  const emptied = ['cm,kg,', ...rows(60, (i) => `w${i % 3},v${i % 4},${i % 2 ? 'a' : 'b'}`)];
  expect(() => suspicions(emptied, 'x,z,y')).toThrow(`${option('skip-rows-after-header')}=1`);
});

test.each(['USD 1,200', '80 EUR', '¥90', '12 kg'])('%s is a number with a sign', (text) => {
  expect(describeLookAlikes([text])).toContain(
    'without currency signs, units, per cent or brackets',
  );
});

test.each(['ORD-10000', 'INV 77', 'KFZ1234', '10000-REF'])('%s is a code, no number', (text) => {
  expect(describeLookAlikes([text])).toBeUndefined();
});

test('a date that is mostly missing is said once, not for each of its parts', () => {
  const day = (i: number) => (i % 3 === 0 ? `2024-0${1 + (i % 9)}-1${i % 7}` : '');
  const found = suspicions(
    rows(90, (i) => `${noise(i)},${day(i)},${i % 2 ? 'a' : 'b'}`),
    'x,day,y',
  );
  expect(found.map(({ code, column }) => [code, column])).toEqual([['mostly-missing', 'day']]);
});

test.each([
  [['true', 'false', 'yes', 'no'], true],
  [['t', 'yes'], false],
  [['True', 'TRUE', 'false'], false],
  [['yes', 'no', 'maybe'], false],
])('booleans of several pairs, %j, are suspected: %s', (words, isSuspected) => {
  const found = suspicions(
    rows(60, (i) => `${words[noise(i) % words.length]},${i},${i % 2 ? 'a' : 'b'}`),
    'x,z,y',
  );
  const messages = found.filter(({ column }) => column === 'x').map(({ message }) => message);
  expect(messages.some((message) => message.includes('booleans'))).toBe(isSuspected);
});

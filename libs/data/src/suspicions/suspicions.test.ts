import { expect, test } from 'vitest';

import { read } from '../../test/support.ts';
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

test('rows that say the same again, or something else, are told by their lines', () => {
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

test('but one that nearly does is none', () => {
  const byLevel = rows(40, (i) => `l${i % 4},${i % 4 < 2 || i === 39 ? 'a' : 'b'}`);
  expect(suspicions(byLevel).filter(({ code }) => code === 'leak')).toEqual([]);
});

test('nor is one whose classes meet in a value, or stand apart by a handful of rows', () => {
  const meeting = rows(40, (i) => `${i},${noise(i)},${i < 20 ? 'a' : 'b'}`);
  expect(suspicions(meeting, 'x,z,y')).toMatchObject([{ code: 'leak', column: 'x' }]);
  const leaks = (table: readonly string[]) =>
    suspicions(table, 'x,z,y').filter(({ code }) => code === 'leak');
  expect(leaks([...meeting, '20,7,a'])).toEqual([]);
  expect(leaks([...meeting, ...rows(4, (i) => `${100 + i},${i},c`)])).toEqual([]);
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

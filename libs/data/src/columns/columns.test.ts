import { missingTest, PLAIN_NUMBERS } from '@lambda-forest/schema';
import { describe, expect, test } from 'vitest';

import { ColumnBuilder, MAX_WORDS } from './column-builder.ts';
import { GrowingArray } from './growing-array.ts';

const rules = {
  format: PLAIN_NUMBERS,
  isMissing: missingTest(),
  hasNumberMarkers: false,
  keepWords: false,
};

function build(cells: Iterable<string>, keepWords = false) {
  const builder = new ColumnBuilder({ ...rules, keepWords });
  for (const cell of cells) builder.addCell(cell);
  return builder.finish();
}

function* many(count: number, cellOf: (i: number) => string) {
  for (let i = 0; i < count; i++) yield cellOf(i);
}

test('a growing array holds what was pushed, over many segments', () => {
  const array = new GrowingArray((length) => new Float64Array(length));
  for (let i = 0; i < 200_000; i++) array.push(i / 2);
  expect(array).toHaveLength(200_000);
  const all = array.take();
  expect(all.every((value, i) => value === i / 2)).toBe(true);
  expect(array).toHaveLength(0);
});

describe('a column', () => {
  test('of few different cells lists them as they are', () => {
    expect(build(['a', ' a', 'NA', 'a'])).toEqual({
      form: 'words',
      words: ['a', ' a', 'NA'],
      codes: Uint32Array.of(0, 1, 2, 0),
      hasTextNumbers: false,
      hasNumbers: false,
    });
  });

  test('of many different numbers keeps them, and notes the cells that are none', () => {
    const cells = [...many(10_000, (i) => (i % 1000 === 7 ? 'x' : i % 1000 === 8 ? '' : `${i}.5`))];
    const column = build(cells);
    if (column.form !== 'numbers') throw new Error(column.form);
    expect(column.values).toHaveLength(10_000);
    expect(column.values[9_999]).toBe(9_999.5);
    expect(column.values[8]).toBeNaN();
    expect(column.oddCount).toBe(10);
    expect(column.odd[0]).toEqual({ row: 7, text: 'x' });
    expect(column.odd.map(({ row }) => row)).toEqual(
      [...many(10, String)].map((_, i) => 1000 * i + 7),
    );
  });

  test('of many different date-times keeps them in the one format that fits', () => {
    const cells = [...many(6_000, (i) => `${(i % 28) + 1}/${((i >> 5) % 12) + 1}/${1000 + i}`)];
    const column = build(cells);
    if (column.form !== 'times') throw new Error(column.form);
    expect(column.format).toBe('dmy');
    expect(column.values[27]).toBe(Date.UTC(1027, 0, 28));
    expect(column.oddCount).toBe(0);
  });

  test('of very many different texts is dropped, with what was missing, unless it has to be kept', () => {
    const cells = () => many(MAX_WORDS + 3_000, (i) => (i % 2 === 0 ? `text ${i}` : 'NA'));
    const kept = build(cells(), true);
    expect(kept.form).toBe('words');
    const all = () => many(2 * MAX_WORDS, (i) => (i % 100 === 1 ? '?' : `a rather long code ${i}`));
    const column = build(all());
    if (column.form !== 'text') throw new Error(column.form);
    expect(column.examples).toEqual(['a rather long code 0', '?', 'a rather long code 2']);
    expect(column.missing).toBe(Math.ceil((2 * MAX_WORDS - 1) / 100));
    const words = build(all(), true);
    expect(words.form === 'words' && words.words).toHaveLength(2 * MAX_WORDS - column.missing + 1);
  });

  test.each<[string, (i: number) => string]>([
    ['text', (i) => `a text ${i} of ${i % 2 === 0 ? 'water' : 'wine'}`],
    ['names that repeat', (i) => `name ${i >> 1}`],
  ])('of very many %s is kept', (_, cellOf) => {
    expect(build(many(3 * MAX_WORDS, cellOf)).form).toBe('words');
  });

  test('of texts that look like numbers is no column of numbers', () => {
    const builder = new ColumnBuilder(rules);
    for (const cell of many(5_000, (i) => `0${i}`)) builder.addText(cell);
    expect(builder.finish()).toMatchObject({ form: 'words', hasTextNumbers: true });
  });

  test('of numbers notes the texts that look like them', () => {
    const builder = new ColumnBuilder(rules);
    for (let i = 0; i < 5_000; i++) builder.addNumber(i / 8);
    builder.addText('7');
    expect(builder.finish()).toMatchObject({ oddCount: 1, odd: [{ row: 5_000, text: '"7"' }] });
  });

  test('takes numbers that come as numbers', () => {
    const builder = new ColumnBuilder(rules);
    for (let i = 0; i < 5_000; i++) builder.addNumber(i / 8);
    builder.addCell('');
    const column = builder.finish();
    if (column.form !== 'numbers') throw new Error(column.form);
    expect(column.values.slice(-2)).toEqual(Float64Array.of(4_999 / 8, NaN));
  });
});

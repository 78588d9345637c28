import { columnReaders } from '@lambda-forest/schema';
import { expect, test } from 'vitest';

import { tableWith } from '../../test/names.ts';
import { countWords } from './vocabulary.ts';

/** A table of these texts; the target and the column behind them count the rows. */
function table(texts: readonly (string | null)[]) {
  const levels = [...new Set(texts.filter((text) => text !== null))];
  const codes = texts.map((text) => (text === null ? NaN : levels.indexOf(text)));
  const y = texts.map((_, row) => row);
  const dataset = tableWith({ encode: 'text', levels, codes }, [y], y);
  return { dataset, rows: Uint32Array.from(y) };
}

const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value);

test('words of enough rows are counted, each in a column of its own', () => {
  const { dataset, rows } = table([
    ...times(5, 'Oil on canvas, oil'),
    ...times(5, 'Ink, on paper'),
    ...times(4, 'Bronze'),
    null,
  ]);
  const counted = countWords(dataset, rows);
  const words = counted.schema.features.map(({ name }) => name);
  expect(words).toEqual(['name.canvas', 'name.ink', 'name.oil', 'name.on', 'name.paper', 'x0']);
  const at = (row: number) => counted.columns.slice(0, 5).map((column) => column[row]);
  expect([0, 5, 10, 14].map(at)).toEqual([
    [1, 0, 2, 1, 0],
    [0, 1, 0, 1, 1],
    [0, 0, 0, 0, 0],
    [NaN, NaN, NaN, NaN, NaN],
  ]);
  expect(counted.columns[5]).toBe(dataset.columns[1]);
});

test('requests are counted alike', () => {
  const { dataset, rows } = table([...times(5, 'a b'), ...times(5, 'b c')]);
  const [reader] = columnReaders(countWords(dataset, rows).schema);
  const row = new Float64Array(reader!.width);
  expect(reader!.readCell('C, c and B', row, 0)).toBeUndefined();
  expect([...row]).toEqual([0, 2]); // b is in every row;
});

test('a word of nearly all rows, or of few in a large table, is left out', () => {
  const { dataset, rows } = table([...times(60, 'the cat'), ...times(38, 'the dog'), 'a', 'cat']);
  const wordsOf = (some: Uint32Array) =>
    countWords(dataset, some).schema.features.flatMap(({ name }) => name.split('.')[1] ?? []);
  expect(wordsOf(rows)).toEqual(['cat', 'dog']);
  expect(wordsOf(rows.subarray(0, 64))).toEqual(['cat']); // other rows do not count: four dogs are too few
  const large = table(
    [...times(1_990, 'the cat'), ...times(9, 'the dog')].map((text, row) =>
      row % 2 ? text : `${text} odd`,
    ),
  );
  expect(countWords(large.dataset, large.rows).schema.features.map(({ name }) => name)).toEqual([
    'name.odd',
    'x0',
  ]);
});

test('of more words than a column may have, those of most rows are taken', () => {
  const texts = Array.from({ length: 20 }, (_, text) =>
    times(6 + (text % 3), Array.from({ length: 10 }, (__, word) => `w${text}x${word}`).join(' ')),
  );
  const { dataset, rows } = table(texts.flat());
  const words = countWords(dataset, rows)
    .schema.features.slice(0, -1)
    .map(({ name }) => name);
  expect(words).toHaveLength(128); // of 60, 70 and 70 words in 8, 7 and 6 rows
  const ofText = words.map((word) => Number(/w(\d+)x/.exec(word)![1]) % 3);
  expect([0, 1, 2].map((kind) => ofText.filter((each) => each === kind).length)).toEqual([
    0, 68, 60,
  ]);
});

test('a name that another column has is not taken twice', () => {
  const { dataset, rows } = table([...times(5, 'a'), ...times(5, 'b')]);
  const [text, other] = dataset.schema.features;
  const named = {
    ...dataset,
    schema: { ...dataset.schema, features: [text!, { ...other!, name: 'name.a' }] },
  } as typeof dataset;
  const names = countWords(named, rows).schema.features.map(({ name }) => name);
  expect(names).toEqual(['name.a_', 'name.b', 'name.a']);
});

test('without any common word there is nothing to learn from', () => {
  const { dataset, rows } = table(['one', 'two', 'three']);
  expect(countWords(dataset, rows).schema.features).toHaveLength(1);
  const alone = tableWith({ encode: 'text', levels: ['one', 'two'], codes: [0, 1] }, [], [0, 1]);
  expect(() => countWords(alone, Uint32Array.of(0, 1))).toThrow(
    'Found no word that is common enough in "name"',
  );
});

test('a table without texts is left as it is', () => {
  const dataset = tableWith({ encode: 'names', levels: ['a'], codes: [0, 0] }, [], [0, 1]);
  expect(countWords(dataset, Uint32Array.of(0, 1))).toBe(dataset);
});

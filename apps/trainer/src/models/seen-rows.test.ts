import { readDataset, parseTable, splitRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findSeenRows, markRows } from './seen-rows.ts';

function table(lines: readonly string[]): Dataset {
  const bytes = Buffer.from(`x,shop,sold\n${lines.join('\n')}\n`);
  return readDataset(parseTable(bytes, { source: 'table.csv' }), { target: 'sold' }).dataset;
}

/** Rows that all differ, of a generator that is always the same. */
function rowsOf(count: number, seed: number): string[] {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  return Array.from(
    { length: count },
    () => `${next()},${'ABCD'[Math.floor(next() * 4)]!},${next()}`,
  );
}

const LINES = rowsOf(3_000, 1);
const DATASET = table(LINES);
const { train, test: heldOut } = splitRows(DATASET, { testSize: 0.2, seed: 42, stratified: false });
const MARKS = markRows(DATASET, train, heldOut);
const all = (dataset: Dataset) => Uint32Array.from({ length: dataset.rowCount }, (_, row) => row);
const seenIn = (lines: readonly string[]) => {
  const dataset = table(lines);
  return findSeenRows(dataset, all(dataset), MARKS);
};

describe('rows that a model was trained on', () => {
  test('are known again in a table of other bytes, sorted or cut', () => {
    expect(seenIn(LINES)?.share).toBeCloseTo(0.8, 1);
    expect(seenIn(LINES)?.isSuspicious).toBe(true);
    expect(seenIn([...LINES].sort())).toEqual(seenIn(LINES));
    expect(seenIn(LINES.slice(0, 400))?.isSuspicious).toBe(true);
    expect(seenIn(LINES.slice(0, 400))?.share).toBeGreaterThan(0.65); // of 400, a fifth is asked
  });

  test('are distinguished from those held out', () => {
    expect(findSeenRows(DATASET, heldOut, MARKS)).toEqual({ share: 0, isSuspicious: false });
    expect(findSeenRows(DATASET, train, MARKS)).toEqual({ share: 1, isSuspicious: true });
  });

  test('are distinguished from new ones, and a tenth of them among new ones is not called suspicious', () => {
    expect(seenIn(rowsOf(3_000, 2))).toEqual({ share: 0, isSuspicious: false });
    const mixed = seenIn([...rowsOf(2_700, 2), ...LINES.slice(0, 300)]);
    expect(mixed?.share).toBeGreaterThan(0.04);
    expect(mixed?.isSuspicious).toBe(false);
  });

  test('are all found where there are few of them', () => {
    const few = table(LINES.slice(0, 100));
    const marks = markRows(few, all(few).subarray(0, 80), all(few).subarray(80));
    expect(marks.marks).toHaveLength(80);
    expect(findSeenRows(few, all(few), marks)).toEqual({ share: 0.8, isSuspicious: true });
  });
});

test('where rows repeat by nature, as many equal ones are expected of new rows', () => {
  const lines = Array.from({ length: 400 }, (_, i) => `${i % 5},${'AB'[i % 2]!},${i % 3}`);
  const dataset = table(lines);
  const split = splitRows(dataset, { testSize: 0.2, seed: 1, stratified: false });
  const marks = markRows(dataset, split.train, split.test);
  expect(marks.coincident).toBe(1);
  expect(findSeenRows(dataset, all(dataset), marks)).toEqual({ share: 1, isSuspicious: false });
});

test('there are at most 512 marks, ascending, each once, and they do not depend on the order of rows', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...train], { minLength: 1 }), (rows) => {
      const found = markRows(DATASET, Uint32Array.from(rows), heldOut);
      expect(found.marks.length).toBe(Math.min(512, rows.length));
      expect(found.marks).toEqual([...new Set(found.marks)].sort((a, b) => a - b));
      expect(markRows(DATASET, Uint32Array.from(rows).sort(), heldOut)).toEqual(found);
    }),
    { numRuns: 20 },
  );
});

test('a missing value and -0 are the same however they are written', () => {
  const base = table(['1,A,2', '0,B,3', ',A,4', '7,B,5']);
  const [x, ...others] = base.columns as [Float64Array, ...Float64Array[]];
  const turned = { ...base, columns: [x.map((value) => (value === 0 ? -0 : value)), ...others] };
  const marks = (dataset: Dataset) => markRows(dataset, all(dataset), new Uint32Array()).marks;
  expect(marks(turned)).toEqual(marks(base));
});

test('marks of rows that differ little are spread, and none is twice', () => {
  const count = 40_000;
  const column = (of: (row: number) => number) =>
    Float64Array.from({ length: count }, (_, i) => of(i));
  const near = {
    ...DATASET,
    rowCount: count,
    columns: [column((i) => i % 200), column((i) => Math.floor(i / 200))],
    target: column(() => 0),
  } as Dataset;
  const marks = (rows: number) =>
    markRows(near, all(near).subarray(0, rows), new Uint32Array()).marks;
  // The 512th least of so many spread evenly up to 2^52 lies near 512 / count of it.
  expect((marks(count).at(-1)! / 2 ** 52) * (count / 512)).toBeGreaterThan(0.8);
  expect((marks(count).at(-1)! / 2 ** 52) * (count / 512)).toBeLessThan(1.2);
  for (let from = 0; from < count; from += 500) {
    const rows = all(near).subarray(from, from + 500);
    expect(markRows(near, rows, new Uint32Array()).marks).toHaveLength(500);
  }
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { withClasses } from '../../test/support.ts';
import {
  allRows,
  foldByGroup,
  foldByTime,
  foldRows,
  splitByGroup,
  splitByTime,
  splitRows,
} from '../index.ts';

const times = fc
  .array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 200 })
  .filter((list) => new Set(list).size > 1)
  .map((list) => Float64Array.from(list));
const sizes = fc.double({ min: 0.05, max: 0.95, noNaN: true });

describe('by time', () => {
  test('every training row is earlier than every test row, and none is lost', () => {
    fc.assert(
      fc.property(times, sizes, (moments, testSize) => {
        const { train, test: held } = splitByTime(moments, testSize);
        expect(train.length).toBeGreaterThan(0);
        expect(held.length).toBeGreaterThan(0);
        expect(train.length + held.length).toBe(moments.length);
        const latest = Math.max(...train.map((row) => moments[row]!));
        expect(Math.min(...held.map((row) => moments[row]!))).toBeGreaterThan(latest);
      }),
    );
  });

  test('the share is what was asked where moments differ', () => {
    const { train } = splitByTime(
      Float64Array.from({ length: 10 }, (_, i) => 9 - i),
      0.2,
    );
    expect([...train]).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('folds look back: each trains on all that came before it', () => {
    const moments = Float64Array.of(5, 1, 4, 2, 3, 0, 6);
    expect(foldByTime(moments, Uint32Array.of(0, 1, 2, 3, 4, 5, 6), 2)).toEqual([
      { train: Uint32Array.of(5, 1, 3), validation: Uint32Array.of(4, 2) },
      { train: Uint32Array.of(5, 1, 3, 4, 2), validation: Uint32Array.of(0, 6) },
    ]);
  });

  test('each fold trains on rows that are earlier than all that it is validated on', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 2, max: 8 }), (moments, folds) => {
        const rows = Uint32Array.from(moments.keys());
        const distinct = new Set(moments).size;
        if (distinct <= folds) {
          expect(() => foldByTime(moments, rows, folds)).toThrow(`at least ${folds + 1}`);
          return;
        }
        const found = foldByTime(moments, rows, folds);
        expect(found).toHaveLength(folds);
        for (const [fold, { train, validation }] of found.entries()) {
          expect(train.length).toBeGreaterThan(0);
          const latest = Math.max(...train.map((row) => moments[row]!));
          expect(Math.min(...validation.map((row) => moments[row]!))).toBeGreaterThan(latest);
          const next = found[fold + 1]?.train ?? rows;
          expect(train.length + validation.length).toBe(next.length);
        }
      }),
    );
  });

  test('blocks are as even as the moments allow', () => {
    const moments = Float64Array.from({ length: 60 }, (_, row) => Math.floor(row / 10));
    const rows = Uint32Array.from(moments.keys());
    expect(foldByTime(moments, rows, 2).map(({ validation }) => validation.length)).toEqual([
      20, 20,
    ]);
  });

  test('one moment, and fewer moments than folds, are refused', () => {
    expect(() => splitByTime(Float64Array.of(1, 1), 0.5)).toThrow('of one moment');
    expect(() => foldByTime(Float64Array.of(1, 2, 2, 2), Uint32Array.of(0, 1, 2, 3), 2)).toThrow(
      'found 2 moments in 4 rows, expected at least 3',
    );
  });
});

describe('by group', () => {
  const groups = fc
    .array(fc.integer({ min: 0, max: 12 }), { minLength: 8, maxLength: 200 })
    .filter((list) => new Set(list).size > 3)
    .map((list) => Uint32Array.from(list));

  test('no group stands on both sides of a split or a fold, and no row is lost', () => {
    fc.assert(
      fc.property(groups, sizes, fc.nat(), (members, testSize, seed) => {
        const { train, test: held } = splitByGroup(members, { testSize, seed });
        const groupsOf = (rows: Uint32Array) => new Set(rows.map((row) => members[row]!));
        expect([...groupsOf(train)].filter((group) => groupsOf(held).has(group))).toEqual([]);
        expect([train.length > 0, held.length > 0]).toEqual([true, true]);
        expect(train.length + held.length).toBe(members.length);
        const all = Uint32Array.from(members.keys());
        const folds = foldByGroup(members, all, { folds: 3, seed });
        expect(folds.flatMap(({ validation }) => [...validation]).sort((a, b) => a - b)).toEqual([
          ...all,
        ]);
        for (const { train: rest, validation } of folds) {
          expect(rest.length + validation.length).toBe(members.length);
          expect([...groupsOf(rest)].filter((group) => groupsOf(validation).has(group))).toEqual(
            [],
          );
        }
      }),
    );
  });

  test('too few groups are refused', () => {
    expect(() => splitByGroup(Uint32Array.of(3, 3), { testSize: 0.5, seed: 1 })).toThrow('1 group');
    expect(() =>
      foldByGroup(Uint32Array.of(0, 1), Uint32Array.of(0, 1), { folds: 3, seed: 1 }),
    ).toThrow('found 2 groups, expected at least 3');
  });
});

test('at random, a class may be held out as a whole', () => {
  const dataset = withClasses([...new Array<number>(30).fill(0), 1], 2);
  const options = { testSize: 0.5, stratified: false };
  const heldOut = Array.from({ length: 20 }, (_, seed) =>
    splitRows(dataset, { ...options, seed }),
  ).filter(({ test: held }) => held.includes(30)).length;
  expect(heldOut).toBeGreaterThan(2);
  expect(heldOut).toBeLessThan(18);
  const folds = foldRows(dataset, allRows(dataset), { folds: 5, seed: 1, stratified: false });
  expect(folds).toHaveLength(5);
});

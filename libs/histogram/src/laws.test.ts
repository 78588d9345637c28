/** Laws of every tree. The reference is tested; the kernel grows the same trees (kernel-grower.test.ts). */
import { findLeaf, validateForest } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { assembleForest } from '../test/assemble-forest.ts';
import { growths, rawProblems } from '../test/problems.ts';
import type { RawProblem } from '../test/problems.ts';
import { binTable } from './binning/bin-table.ts';
import { wholeBag } from './draw-bag.ts';
import { DEFAULT_GROWTH_LIMITS } from './growth.ts';
import type { GrowthLimits, GrowthProblem } from './growth.ts';
import { createReferenceGrower } from './reference/reference-grower.ts';

const STATE = Uint32Array.of(1, 2, 3, 4);

function allRows(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, row) => row);
}

function growWhole(
  raw: RawProblem,
  limits: Partial<GrowthLimits> = {},
  rows?: Uint32Array,
): Forest {
  const table = binTable(raw.columns);
  const problem: GrowthProblem = {
    table,
    target: raw.target,
    weights: raw.weights,
    limits: { ...DEFAULT_GROWTH_LIMITS, featuresPerSplit: raw.columns.length, ...limits },
  };
  const bag = wholeBag(rows ?? allRows(table.rowCount), table.rowCount);
  return assembleForest(table, raw.target, [createReferenceGrower(problem).grow(bag, STATE)]);
}

/** The tree's answers for its training rows. */
function answers(forest: Forest, { columns }: RawProblem): number[][] {
  return Array.from(columns[0]!.values, (_, row) => {
    const sample = Float64Array.from(columns, ({ values }) => values[row]!);
    const start = forest.next[findLeaf(forest, 0, sample)]! * forest.outputCount;
    return [...forest.values.subarray(start, start + forest.outputCount)];
  });
}

test('grown trees are valid forests whose distributions sum to 1, within their limits', () => {
  fc.assert(
    fc.property(growths(60), ({ problem, bag, state }) => {
      const { table, target, limits } = problem;
      const tree = createReferenceGrower(problem).grow(bag, state);
      const forest = assembleForest(table, target, [tree]);
      validateForest(forest);
      const leaves = forest.feature.filter((feature) => feature < 0).length;
      expect(leaves).toBeLessThanOrEqual(Math.min(limits.maxLeafNodes, 2 ** limits.maxDepth));
      if (target.kind === 'regression') return;
      for (let at = 0; at < forest.values.length; at += forest.outputCount) {
        const row = forest.values.subarray(at, at + forest.outputCount);
        expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      }
    }),
    { numRuns: 500 },
  );
});

test('a fully grown tree separates all rows that differ in a feature', () => {
  fc.assert(
    fc.property(rawProblems(40), (raw) => {
      fc.pre(raw.target.kind === 'classification');
      const found = answers(growWhole(raw), raw);
      const key = (row: number) => raw.columns.map(({ values }) => values[row]! + 0).join();
      const labels = new Map<string, Set<number>>();
      raw.target.values.forEach((label, row) => {
        labels.set(key(row), (labels.get(key(row)) ?? new Set()).add(label));
      });
      found.forEach((answer, row) => {
        if (labels.get(key(row))!.size === 1) expect(answer[raw.target.values[row]!]).toBe(1);
      });
    }),
  );
});

test('a row that is repeated is a row of weight 2', () => {
  fc.assert(
    fc.property(rawProblems(30), (raw) => {
      const { weights: _, ...plain } = raw;
      const rowCount = raw.columns[0]!.values.length;
      const twice = Uint32Array.from([...allRows(rowCount), ...allRows(rowCount)]);
      expect(growWhole(plain, {}, twice)).toStrictEqual(growWhole(plain));
    }),
  );
});

test('scaling all weights by a power of two changes nothing', () => {
  fc.assert(
    fc.property(rawProblems(30), (raw) => {
      fc.pre(raw.weights !== undefined);
      // Squares of smaller numbers are rounded to 0 or nearly so, which scaling changes.
      fc.pre([...raw.target.values].every((value) => value === 0 || Math.abs(value) > 1e-100));
      const scaled = { ...raw, weights: raw.weights.map((weight) => weight * 8) };
      expect(growWhole(scaled)).toStrictEqual(growWhole(raw));
    }),
  );
});

test('the order of the rows does not matter to classes', () => {
  fc.assert(
    fc.property(rawProblems(40), fc.nat(), (raw, shift) => {
      fc.pre(raw.target.kind === 'classification');
      const rowCount = raw.columns[0]!.values.length;
      const rotate = <T extends Float64Array | Int32Array>(values: T): T =>
        values.map((_, row) => values[(row + shift) % rowCount]!) as T;
      const { weights: _, ...plain } = raw;
      const rotated = {
        columns: plain.columns.map((column) => ({ ...column, values: rotate(column.values) })),
        target: { ...plain.target, values: rotate(plain.target.values) } as typeof plain.target,
      };
      // Ordering levels takes the first of equally informative classes; two classes have no such tie.
      fc.pre(plain.target.kind === 'classification' && plain.target.classCount <= 2);
      expect(growWhole(rotated)).toStrictEqual(growWhole(plain));
    }),
  );
});

test('stretching a feature monotonically changes no answer on training rows', () => {
  fc.assert(
    fc.property(rawProblems(40), (raw) => {
      const small = {
        ...raw,
        columns: raw.columns.map((column) => ({
          ...column,
          values: column.values.map((value) =>
            column.kind === 'numeric' ? Math.max(-50, Math.min(50, Math.round(value))) : value,
          ),
        })),
      };
      const stretched = {
        ...small,
        columns: small.columns.map((column) => ({
          ...column,
          values: column.values.map((value) =>
            column.kind === 'numeric' ? value ** 3 - 7 : value,
          ),
        })),
      };
      expect(answers(growWhole(stretched), stretched)).toStrictEqual(
        answers(growWhole(small), small),
      );
    }),
  );
});

test('one sample, one feature without a value, one class: a single leaf', () => {
  const numeric = (values: number[]) => ({
    kind: 'numeric' as const,
    values: Float64Array.from(values),
  });
  const classes = (values: number[], classCount: number) => ({
    kind: 'classification' as const,
    classCount,
    values: Int32Array.from(values),
  });
  expect(growWhole({ columns: [numeric([3])], target: classes([1], 2) }).feature).toHaveLength(1);
  const empty = growWhole({ columns: [numeric([NaN, NaN])], target: classes([0, 1], 2) });
  expect([...empty.values]).toEqual([0.5, 0.5]);
  const same = growWhole({ columns: [numeric([1, 2, 3])], target: classes([2, 2, 2], 3) });
  expect([...same.values]).toEqual([0, 0, 1]);
});

test('one feature separates three hundred classes', () => {
  const column = {
    kind: 'numeric' as const,
    values: Float64Array.from({ length: 300 }, (_, i) => i),
  };
  const target = {
    kind: 'classification' as const,
    classCount: 300,
    values: Int32Array.from({ length: 300 }, (_, i) => (i * 7) % 300),
  };
  const raw = { columns: [column], target };
  const found = answers(growWhole(raw), raw);
  expect(found.every((answer, row) => answer[target.values[row]!] === 1)).toBe(true);
});

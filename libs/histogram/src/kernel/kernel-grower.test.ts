import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { growths } from '../../test/problems.ts';
import type { Growth } from '../../test/problems.ts';
import { binTable } from '../binning/bin-table.ts';
import { bootstrapBag, wholeBag } from '../draw-bag.ts';
import { DEFAULT_GROWTH_LIMITS } from '../growth.ts';
import type { GrowthProblem, Target } from '../growth.ts';
import { Xoshiro128 } from '../random/xoshiro128.ts';
import { treeSeed } from '../random/seeds.ts';
import { createReferenceGrower } from '../reference/reference-grower.ts';
import { createKernelGrower } from './kernel-grower.ts';
import { loadKernel } from './load-kernel.ts';

const kernel = await loadKernel();
if (kernel === undefined) throw new Error('Found no kernel. Build it: npx nx run histogram:build');

function expectEqualTrees({ problem, bag, state }: Growth): void {
  const expected = createReferenceGrower(problem).grow(bag, state);
  const found = createKernelGrower(kernel!, problem).grow(bag, state);
  expect(found).toStrictEqual(expected);
}

test('kernel and reference grow the same trees, node by node and to the bit', () => {
  fc.assert(fc.property(growths(60), expectEqualTrees), { numRuns: 400 });
}, 120_000);

test('also on tables large enough for every way of sorting', () => {
  fc.assert(fc.property(growths(900), expectEqualTrees), { numRuns: 60 });
});

test('the kernel draws the same bootstrap as the reference', () => {
  fc.assert(
    fc.property(
      growths(60),
      fc.array(fc.nat(), { maxLength: 90 }),
      fc.nat(),
      (growth, list, seed) => {
        const { problem } = growth;
        const { rowCount } = problem.table;
        const all = Uint32Array.from({ length: rowCount }, (_, row) => row);
        for (const rows of [all, Uint32Array.from(list, (row) => row % rowCount)]) {
          if (rows.length === 0) continue;
          const grower = createKernelGrower(kernel, problem, rows);
          for (const tree of [0, 7]) {
            const { bag, growth } = treeSeed(seed, tree);
            const expected = createReferenceGrower(problem).grow(
              bootstrapBag(rows, rowCount, bag),
              growth,
            );
            expect(grower.growBootstrap(seed, tree)).toStrictEqual(expected);
          }
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('a bootstrap that cannot be drawn is refused as the reference does', () => {
  const values = Float64Array.of(1, 2);
  const problem: GrowthProblem = {
    table: binTable([{ kind: 'numeric', values }]),
    target: { kind: 'regression', values },
    limits: DEFAULT_GROWTH_LIMITS,
  };
  const grow = (rows: Uint32Array) => createKernelGrower(kernel, problem, rows).growBootstrap(1, 2);
  expect(() => grow(new Uint32Array(0))).toThrow('Found a bag of 0 rows');
  expect(() => grow(new Uint32Array(70_000))).toThrow('Found row 0 70000 times in a bag');
  expect(() => grow(new Uint32Array(131_072))).toThrow('Found row 0 131072 times in a bag');
  expect(grow(Uint32Array.of(0, 1, 1)).feature.length).toBeGreaterThan(0);
});

test('also on more samples than cells of 16 bits can count', () => {
  const rowCount = 36_000;
  const random = new Xoshiro128([1, 2, 3, 4]);
  const column = (of: () => number) => Float64Array.from({ length: rowCount }, of);
  const table = binTable([
    { kind: 'numeric', values: column(() => random.below(10)) },
    { kind: 'numeric', values: column(() => random.below(700)) },
    { kind: 'numeric', values: column(() => random.fraction()) },
    { kind: 'numeric', values: column(() => (random.below(5) === 0 ? NaN : random.below(9))) },
  ]);
  const score = (row: number) => table.columns[0]![row]! * 70 + table.columns[1]![row]!;
  const bag = wholeBag(
    Uint32Array.from({ length: rowCount }, (_, row) => row),
    rowCount,
  );
  for (const classCount of [2, 3, 9, 0]) {
    const target: Target =
      classCount === 0
        ? { kind: 'regression', values: column(random.fraction.bind(random)) }
        : {
            kind: 'classification',
            classCount,
            values: Int32Array.from({ length: rowCount }, (_, row) =>
              random.below(4) === 0
                ? random.below(classCount)
                : Math.floor(score(row) / 200) % classCount,
            ),
          };
    const limits = { ...DEFAULT_GROWTH_LIMITS, featuresPerSplit: 2, maxDepth: 3 };
    expectEqualTrees({
      problem: { table, target, limits },
      bag,
      state: Uint32Array.of(5, 6, 7, 8),
    });
  }
});

test('a tree of any depth is grown, with its category sets', () => {
  // The largest values part first, a few at a time: hundreds of nodes wait.
  const rowCount = 1500;
  const rows = Uint32Array.from({ length: rowCount }, (_, row) => row);
  const values = Float64Array.from(rows, (row) => 1.25 ** row);
  const levels = Float64Array.from(rows, (row) => row % 40);
  const problem: GrowthProblem = {
    table: binTable([
      { kind: 'numeric', values: Float64Array.from(rows) },
      { kind: 'categorical', values: levels, levelCount: 40 },
    ]),
    target: { kind: 'regression', values },
    limits: { ...DEFAULT_GROWTH_LIMITS, featuresPerSplit: 2, exactSamples: rowCount },
  };
  expectEqualTrees({ problem, bag: wholeBag(rows, rowCount), state: Uint32Array.of(1, 2, 3, 4) });
});

import { DEFAULT_GROWTH_LIMITS, growForest, loadKernel } from '@lambda-forest/histogram';
import type { ForestJob, Target } from '@lambda-forest/histogram';
import { encodeCodedRows } from '@lambda-forest/training';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { TableShards } from './table-shards.ts';
import { treeGrower } from './tree-tasks.ts';
import { sharesOf, TreesElsewhere } from './trees-elsewhere.ts';
import type { TreeWays } from './trees-elsewhere.ts';

const kernel = await loadKernel();
const ROWS = 40;

const numbers = (cell: fc.Arbitrary<number>, length = ROWS) =>
  fc.array(cell, { minLength: length, maxLength: length, size: 'max' });

/** Fits on a table with missing values; rows are in any order, and some repeated. */
const jobs: fc.Arbitrary<ForestJob> = fc
  .record({
    codes: numbers(fc.nat(5), 2 * ROWS),
    classes: numbers(fc.nat(2)),
    quantities: fc.option(numbers(fc.double({ min: -9, max: 9, noNaN: true }))),
    weights: fc.option(numbers(fc.integer({ min: 1, max: 9 }))),
    some: fc.shuffledSubarray([...new Array(ROWS).keys()], { minLength: 36 }), // each shard has some
    repeated: fc.array(fc.nat(ROWS - 1), { maxLength: 20 }),
    bootstrap: fc.boolean(),
    shards: fc.integer({ min: 1, max: 3 }),
    randomState: fc.constantFrom(0, 42),
    trees: fc.integer({ min: 3, max: 9 }),
  })
  .map(({ codes, classes, quantities, weights, some, repeated, ...rest }) => {
    const values = Float64Array.from({ length: 5 }, (_, value) => value);
    const target: Target =
      quantities === null
        ? { kind: 'classification', classCount: 3, values: Int32Array.from(classes) }
        : { kind: 'regression', values: Float64Array.from(quantities) };
    const problem = {
      table: {
        rowCount: ROWS,
        features: [
          { kind: 'numeric' as const, codeCount: 5, minima: values, maxima: values },
          { kind: 'categorical' as const, codeCount: 5 },
        ],
        columns: [Uint8Array.from(codes.slice(0, ROWS)), Uint16Array.from(codes.slice(ROWS))],
      },
      target,
      weights: weights === null ? undefined : Float64Array.from(weights),
      limits: {
        ...DEFAULT_GROWTH_LIMITS,
        featuresPerSplit: 1,
        criterion: quantities === null ? ('gini' as const) : ('squared_error' as const),
      },
    };
    return { ...rest, problem, kernel, rows: Uint32Array.from([...some, ...repeated]) };
  });

/** Whoever grows trees has the shards as files, and reads one. */
function onlyBy(shares: number): { ways: TreeWays; reads: number[] } {
  const reads: number[] = [];
  const ways: TreeWays = {
    shares: () => shares,
    atATime: 2,
    openPool(shards) {
      const files = shards.sizes.map((_, shard) =>
        Buffer.concat([...encodeCodedRows(shards.coded(shard), shards.coding)]),
      );
      return Promise.resolve({
        run(task) {
          const read = (shard: number) => {
            reads.push(shard);
            return Promise.resolve(new Uint8Array(files[shard]!));
          };
          return treeGrower(read, shards.coding, kernel)(task, () => undefined);
        },
        close: () => Promise.resolve(),
      });
    },
  };
  return { ways, reads };
}

test('a forest from the files of its shards is that of the whole table, in each fit', async () => {
  await fc.assert(
    fc.asyncProperty(jobs, fc.integer({ min: 1, max: 4 }), async (job, shares) => {
      const { ways, reads } = onlyBy(shares);
      const trees = new TreesElsewhere(ways);
      const fits = [job, { ...job, rows: job.rows.slice(5) }, { ...job, randomState: 7 }];
      for (const fit of fits) {
        reads.length = 0;
        const found = await trees.grow(fit, { threads: 1 });
        expect(found).toStrictEqual(await growForest(fit, { threads: 1 }));
        expect(reads).toHaveLength(sharesOf(fit, shares).length);
      }
      await trees.close();
    }),
    { numRuns: 40 },
  );
});

test('shares have all trees once, each those of one shard', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 50 }),
      (trees, shards, most) => {
        const shares = sharesOf({ trees, shards }, most);
        expect(shares.flat().sort((a, b) => a - b)).toEqual([...new Array(trees).keys()]);
        for (const share of shares) {
          expect(new Set(share.map((tree) => tree % shards)).size).toBe(1);
          expect(share.length).toBeLessThanOrEqual(Math.ceil(trees / most));
        }
        expect(shares.length).toBeLessThan(most + shards);
      },
    ),
  );
});

test('a list of tasks has what those of a shard share once', () => {
  fc.assert(
    fc.property(jobs, (job) => {
      const shares = sharesOf({ ...job, trees: 12 }, 12);
      const tasks = new TableShards(job).tasks(job, shares);
      expect(new Set(tasks.map(({ rows }) => rows)).size).toBe(job.shards);
    }),
  );
});

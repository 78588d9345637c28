import fc from 'fast-check';
import { expect, test } from 'vitest';

import { growths } from '../../test/problems.ts';
import { mergeParts } from '../assemble-forest.ts';
import { loadKernel } from '../kernel/load-kernel.ts';
import { bagOfTree } from './forest-job.ts';
import type { ForestJob } from './forest-job.ts';
import { growForest } from './grow-forest.ts';
import { growTrees } from './grow-trees.ts';
import { shardRows } from './shards.ts';

const kernel = await loadKernel();
const TREES = 6;

test('trees that are grown apart in any way are those of the whole forest', async () => {
  await fc.assert(
    fc.asyncProperty(
      growths(60),
      fc.array(fc.nat(3), { minLength: TREES, maxLength: TREES }),
      fc.boolean(),
      async ({ problem }, partOfTree, bootstrap) => {
        const { table, target } = problem;
        const rows = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
        const job: ForestJob = { problem, kernel, trees: TREES, rows, bootstrap, randomState: 7 };
        const parts = [3, 1, 0, 2].map((part) => {
          const own = [...partOfTree.keys()].filter((tree) => partOfTree[tree] === part);
          return growTrees(job, own);
        });
        expect(mergeParts(table, target, parts)).toStrictEqual(
          await growForest(job, { threads: 1 }),
        );
      },
    ),
  );
});

test('a tree of a shard is one that is grown on its rows alone', () => {
  fc.assert(
    fc.property(
      growths(60),
      fc.integer({ min: 2, max: 5 }),
      fc.boolean(),
      (given, shards, bootstrap) => {
        const { problem } = given;
        const { table, target } = problem;
        const rows = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
        const whole: ForestJob = { problem, kernel, trees: TREES, rows, bootstrap, randomState: 7 };
        const parts = Array.from({ length: shards }, (_, shard) => shardRows(whole, shards, shard));
        expect(parts.flatMap((part) => [...part]).sort((a, b) => a - b)).toEqual([...rows]);
        fc.pre(parts.every(({ length }) => length > 0));
        const trees = Array.from({ length: TREES }, (_, tree) => tree);
        const job = { ...whole, shards };
        expect(mergeParts(table, target, [growTrees(job, trees)])).toEqual(
          mergeParts(
            table,
            target,
            trees.map((tree) => growTrees({ ...whole, rows: parts[tree % shards]! }, [tree])),
          ),
        );
        for (const tree of trees) {
          const own = { ...whole, rows: parts[tree % shards]! };
          expect(bagOfTree(job, tree)).toEqual(bagOfTree(own, tree));
        }
      },
    ),
  );
});

test('shards have about as many rows each', () => {
  const rows = Uint32Array.from({ length: 80_000 }, (_, row) => row);
  for (const randomState of [0, 42]) {
    const sizes = Array.from(
      { length: 8 },
      (_, shard) => shardRows({ rows, randomState }, 8, shard).length,
    );
    expect(Math.min(...sizes)).toBeGreaterThan(9_700); // three standard deviations
    expect(Math.max(...sizes)).toBeLessThan(10_300);
  }
});

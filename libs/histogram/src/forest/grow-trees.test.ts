import fc from 'fast-check';
import { expect, test } from 'vitest';

import { growths } from '../../test/problems.ts';
import { mergeParts } from '../assemble-forest.ts';
import { loadKernel } from '../kernel/load-kernel.ts';
import type { ForestJob } from './forest-job.ts';
import { growForest } from './grow-forest.ts';
import { growTrees } from './grow-trees.ts';

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

/** A process that grows trees from a table in a file. */
import { growTrees, loadKernel } from '@lambda-forest/histogram';
import type { ForestJob, ForestPart } from '@lambda-forest/histogram';
import { decodeCodedRows, grownTable } from '@lambda-forest/training';
import type { Coding } from '@lambda-forest/training';

import { readWhole } from '../../files/read-whole.ts';
import { serveTasks } from '../../processes/serve-tasks.ts';

export interface TreeSetup {
  /** Of the table's file. */
  readonly path: string;
  readonly coding: Coding;
}

/** Some trees of a forest, and all of the job that is not the table. */
export interface TreeTask extends Omit<ForestJob, 'problem' | 'kernel'> {
  readonly problem: Omit<ForestJob['problem'], 'table' | 'target'>;
  /** Indices of the trees, ascending. */
  readonly share: readonly number[];
}

serveTasks<TreeSetup, TreeTask, ForestPart>(({ path, coding }) => {
  const opened = open(path, coding);
  opened.catch(() => undefined); // the task that waits for it says so
  return async ({ share, problem, ...rest }, report) => {
    const { table, kernel } = await opened;
    const job = { ...rest, kernel, problem: { ...problem, ...table } };
    return growTrees(job, reported(share, report));
  };
});

async function open(path: string, coding: Coding) {
  const table = grownTable(decodeCodedRows(await readWhole(path), coding), coding);
  return { table, kernel: await loadKernel() };
}

function* reported(trees: readonly number[], report: (grown: number) => void): Generator<number> {
  for (const tree of trees) {
    yield tree;
    report(1);
  }
}

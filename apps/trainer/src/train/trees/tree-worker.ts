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
  /** The first one, and the one behind the last. */
  readonly from: number;
  readonly to: number;
}

serveTasks<TreeSetup, TreeTask, ForestPart>(({ path, coding }) => {
  const opened = open(path, coding);
  opened.catch(() => undefined); // the task that waits for it says so
  return async ({ from, to, problem, ...rest }, report) => {
    const { table, kernel } = await opened;
    const job = { ...rest, kernel, problem: { ...problem, ...table } };
    return growTrees(job, reported(from, to, report));
  };
});

async function open(path: string, coding: Coding) {
  const table = grownTable(decodeCodedRows(await readWhole(path), coding), coding);
  return { table, kernel: await loadKernel() };
}

function* reported(from: number, to: number, report: (trees: number) => void): Generator<number> {
  for (let tree = from; tree < to; tree++) {
    yield tree;
    report(1);
  }
}

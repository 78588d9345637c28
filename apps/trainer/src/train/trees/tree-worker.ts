/** A process that grows trees from a table in a file. */
import { loadKernel } from '@lambda-forest/histogram';
import type { ForestPart } from '@lambda-forest/histogram';
import type { Coding } from '@lambda-forest/training';

import { readWhole } from '../../files/read-whole.ts';
import { serveTasks } from '../../processes/serve-tasks.ts';
import { treeGrower } from './tree-tasks.ts';
import type { TreeTask } from './tree-tasks.ts';

export interface TreeSetup {
  /** Of the table's file. */
  readonly path: string;
  readonly coding: Coding;
}

serveTasks<TreeSetup, TreeTask, ForestPart>(({ path, coding }) => {
  const opened = open(path, coding);
  opened.catch(() => undefined); // the task that waits for it says so
  return async (task, report) => (await opened)(task, report);
});

async function open(path: string, coding: Coding) {
  return treeGrower(await readWhole(path), coding, await loadKernel());
}

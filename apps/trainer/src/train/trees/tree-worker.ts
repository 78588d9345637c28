/** A process that grows trees from a table in files. */
import { join } from 'node:path';

import { loadKernel } from '@lambda-forest/histogram';
import type { ForestPart } from '@lambda-forest/histogram';
import type { Coding } from '@lambda-forest/training';

import { readWhole } from '../../files/read-whole.ts';
import { serveTasks } from '../../processes/serve-tasks.ts';
import { treeGrower } from './tree-tasks.ts';
import type { TreeTask } from './tree-tasks.ts';

export interface TreeSetup {
  /** Where the files of the table's shards are: each is called by its number. */
  readonly folder: string;
  readonly coding: Coding;
}

serveTasks<TreeSetup, TreeTask, ForestPart>(({ folder, coding }) => {
  const read = (shard: number) => readWhole(join(folder, String(shard)));
  const opened = loadKernel().then((kernel) => treeGrower(read, coding, kernel));
  opened.catch(() => undefined); // the task that waits for it says so
  return async (task, report) => (await opened)(task, report);
});

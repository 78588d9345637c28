/** A process that reads a table in pieces. */
import { join } from 'node:path';

import { openAside, TEMPORARY_REMEDY } from '../../files/open-aside.ts';
import { FolderInput } from '../../pieces/folder-input.ts';
import { nowAndThen } from '../../processes/now-and-then.ts';
import { serveTasks } from '../../processes/serve-tasks.ts';
import { doTableTask } from './do-table-task.ts';
import type { TableAnswer, TableSetup, TableTask } from './table-tasks.ts';

export interface TableWorkerSetup extends TableSetup {
  /** The folder that the keys of the pieces are below. */
  readonly root: string;
  /** The folder for coded rows. */
  readonly output: string;
}

serveTasks<TableWorkerSetup, TableTask, TableAnswer>((setup) => {
  const { root, output } = setup;
  const input = new FolderInput(root, []);
  const open = (name: string) => openAside(join(output, name), TEMPORARY_REMEDY);
  return (task, report) => doTableTask(task, setup, { input, open }, nowAndThen(report));
});

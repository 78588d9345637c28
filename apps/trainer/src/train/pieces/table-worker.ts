/** A process that reads a table in pieces. */
import { nowAndThen } from '../../processes/now-and-then.ts';
import { serveTasks } from '../../processes/serve-tasks.ts';
import { doTableTask } from './do-table-task.ts';
import type { TableAnswer, TableSetup, TableTask } from './table-tasks.ts';

serveTasks<TableSetup, TableTask, TableAnswer>(
  (setup) => (task, report) => doTableTask(task, setup, nowAndThen(report)),
);

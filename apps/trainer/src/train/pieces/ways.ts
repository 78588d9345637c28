/** What reads a table in pieces and grows trees from it: processes of this machine, or functions on AWS. */
import type { InputObject, InputStore } from '@lambda-forest/scale';

import type { TaskPool } from '../../processes/task-pool.ts';
import type { TreeWays } from '../trees/trees-elsewhere.ts';
import type { TableAnswer, TableSetup, TableTask } from './table-tasks.ts';

export interface Ways extends ReadingWays {
  readonly trees: TreeWays;
}

export interface ReadingWays {
  /** The files of the table: at least one. */
  readonly input: InputStore;
  /** How many pieces are read at a time. The result does not depend on it. */
  readonly atATime: number;
  /** The SHA-256 of each file's bytes, in hexadecimal. */
  readonly hash: (files: readonly InputObject[]) => Promise<readonly string[]>;
  readonly openPool: (
    setup: TableSetup,
    onBytes: (task: TableTask, bytes: number) => void,
  ) => TaskPool<TableTask, TableAnswer>;
  /** The coded rows that a task has written under a name; they are not needed there any more. */
  readonly take: (name: string) => Promise<Uint8Array>;
}

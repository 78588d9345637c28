import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { ForestPart } from '@lambda-forest/histogram';
import { encodeCodedRows } from '@lambda-forest/training';
import { count } from '@lambda-forest/text';

import { WorkerLostError } from '../../errors.ts';
import { openAside, TEMPORARY_REMEDY } from '../../files/open-aside.ts';
import { writeChunks } from '../../files/write-chunks.ts';
import { ProcessPool } from '../../processes/process-pool.ts';
import type { TreeTask } from './tree-tasks.ts';
import type { TreeSetup } from './tree-worker.ts';
import type { TreeWays } from './trees-elsewhere.ts';

/**
 * Processes of this machine that grow trees, each some of them, from a table in a file. They are started once for each
 * table.
 *
 * @param workers at least 1
 * @param folder an existing one, for the tables
 */
export function treeProcesses(workers: number, folder: string): TreeWays {
  let tables = 0;
  const pathOf = (table: number) => join(folder, `trees-${table}.codes`);
  return {
    shares: () => workers,
    async openPool(table, coding, onProgress) {
      await rm(pathOf(tables), { force: true });
      const path = pathOf(++tables);
      await writeChunks(await openAside(path, TEMPORARY_REMEDY), encodeCodedRows(table, coding));
      return new ProcessPool<TreeSetup, TreeTask, ForestPart>({
        module: new URL('./tree-worker.ts', import.meta.url),
        setup: { path, coding },
        onProgress: (_, grown) => onProgress(grown),
        lost: ({ share }, end) =>
          new WorkerLostError(`grew ${count(share.length, 'tree')}`, end, 'train again'),
      });
    },
  };
}

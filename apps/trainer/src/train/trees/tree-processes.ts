import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { ForestPart } from '@lambda-forest/histogram';
import { count } from '@lambda-forest/text';

import { WorkerLostError } from '../../errors.ts';
import { openAside, TEMPORARY_REMEDY } from '../../files/open-aside.ts';
import { ProcessPool } from '../../processes/process-pool.ts';
import { writeShards } from './table-shards.ts';
import type { TreeTask } from './tree-tasks.ts';
import type { TreeSetup } from './tree-worker.ts';
import type { TreeWays } from './trees-elsewhere.ts';

/**
 * Processes of this machine that grow trees, each some of them, from a table in files. They are started once for each
 * table.
 *
 * @param workers at least 1
 * @param parent an existing folder, for the tables
 */
export function treeProcesses(workers: number, parent: string): TreeWays {
  let tables = 0;
  const folderOf = (table: number) => join(parent, `trees-${table}`);
  return {
    shares: () => workers,
    atATime: workers,
    async openPool(shards, onProgress) {
      await rm(folderOf(tables), { recursive: true, force: true });
      const folder = folderOf(++tables);
      await mkdir(folder);
      await writeShards(shards, (shard) =>
        openAside(join(folder, String(shard)), TEMPORARY_REMEDY),
      );
      const { coding } = shards;
      return new ProcessPool<TreeSetup, TreeTask, ForestPart>({
        module: new URL('./tree-worker.ts', import.meta.url),
        setup: { folder, coding },
        onProgress: (_, grown) => onProgress(grown),
        lost: ({ share }, end) =>
          new WorkerLostError(`grew ${count(share.length, 'tree')}`, end, 'train again'),
      });
    },
  };
}

import { rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { WorkerLostError } from '../../errors.ts';
import { readWhole } from '../../files/read-whole.ts';
import { commonFolder } from '../../pieces/common-folder.ts';
import { FolderInput } from '../../pieces/folder-input.ts';
import { ProcessPool } from '../../processes/process-pool.ts';
import { hashDataFile } from '../../reading/read-data-file.ts';
import { treeProcesses } from '../trees/tree-processes.ts';
import type { TableAnswer, TableTask } from './table-tasks.ts';
import type { TableWorkerSetup } from './table-worker.ts';
import type { Ways } from './ways.ts';

/**
 * Processes of this machine.
 *
 * @param files absolute paths
 * @param workers at least 1
 * @param folder for temporary files: it exists, and is the caller's to remove
 */
export function processWays(files: readonly string[], workers: number, folder: string): Ways {
  const root = files.map((file) => dirname(file)).reduce(commonFolder);
  const keys = files.map((file) => relative(root, file).replaceAll('\\', '/'));
  return {
    input: new FolderInput(root, keys),
    atATime: workers,
    async hash(objects) {
      const hashes: string[] = [];
      for (const { key } of objects) hashes.push(await hashDataFile(join(root, key)));
      return hashes;
    },
    openPool: (setup, onProgress) =>
      new ProcessPool<TableWorkerSetup, TableTask, TableAnswer>({
        module: new URL('./table-worker.ts', import.meta.url),
        setup: { ...setup, root, output: folder },
        onProgress,
        lost: ({ piece }, end) =>
          new WorkerLostError(
            `read piece ${piece.id}, of ${piece.key},`,
            end,
            'smaller pieces (--piece-mb)',
          ),
      }),
    async take(name) {
      const path = join(folder, name);
      const bytes = await readWhole(path);
      await rm(path);
      return bytes;
    },
    trees: treeProcesses(workers, folder),
  };
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { mergeParts } from '@lambda-forest/histogram';
import type {
  ForestJob,
  ForestPart,
  GrowForestOptions,
  growForest,
} from '@lambda-forest/histogram';
import { codedTable, encodeCodedRows } from '@lambda-forest/training';
import type { GrownTable } from '@lambda-forest/training';
import { count } from '@lambda-forest/text';

import { WorkerLostError } from '../../errors.ts';
import { openAside } from '../../files/open-aside.ts';
import { OUTPUT_REMEDY } from '../../files/write-files.ts';
import { ProcessPool } from '../../processes/process-pool.ts';
import type { TreeSetup, TreeTask } from './tree-worker.ts';

export interface TreeProcessesOptions {
  /** Processes, at least 1. */
  readonly workers: number;
  /** An existing folder for the tables that they read. */
  readonly folder: string;
}

/**
 * Processes that grow the trees of forests in place of this one, each some of them, from a table in a file: the same
 * forests. The file is written, and the processes are started, once for each table.
 */
export class TreeProcesses {
  readonly #options: TreeProcessesOptions;
  #onTree: () => void = () => undefined;
  #tables = 0;
  #known: GrownTable['table'] | undefined;
  #pool: ProcessPool<TreeSetup, TreeTask, ForestPart> | undefined;

  constructor(options: TreeProcessesOptions) {
    this.#options = options;
  }

  /** @throws {WorkerLostError} if two processes ended on the same trees */
  readonly grow: typeof growForest = async (job, { onTree, signal }: GrowForestOptions) => {
    signal?.throwIfAborted();
    const { problem, kernel: _, ...rest } = job;
    const { table, target, ...others } = problem;
    const pool = await this.#poolFor(problem);
    signal?.throwIfAborted(); // while the table was written
    let grown = 0;
    this.#onTree = () => onTree?.(Math.min(++grown, job.trees)); // some twice, if a process was lost
    const cancel = () => void pool.close();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const parts = sharesOf(job, this.#options.workers).map((share) =>
        pool.run({ ...rest, problem: others, share }),
      );
      return mergeParts(table, target, await Promise.all(parts));
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  };

  /** Ends all processes. */
  async close(): Promise<void> {
    this.#known = undefined;
    await this.#pool?.close();
  }

  #pathOf(table: number): string {
    return join(this.#options.folder, `trees-${table}.codes`);
  }

  async #poolFor(problem: GrownTable): Promise<ProcessPool<TreeSetup, TreeTask, ForestPart>> {
    if (this.#pool !== undefined && problem.table === this.#known) return this.#pool;
    await this.close();
    await rm(this.#pathOf(this.#tables), { force: true });
    const path = this.#pathOf(++this.#tables);
    const { rows, coding } = codedTable(problem);
    const file = await openAside(path, OUTPUT_REMEDY);
    try {
      for (const chunk of encodeCodedRows(rows, coding)) await file.write(chunk);
      await file.finish();
    } finally {
      await file.discard();
    }
    this.#pool = new ProcessPool({
      module: new URL('./tree-worker.ts', import.meta.url),
      setup: { path, coding },
      onProgress: () => this.#onTree(),
      lost: ({ share }, end) =>
        new WorkerLostError(`grew ${count(share.length, 'tree')}`, end, 'train again'),
    });
    this.#known = problem.table;
    return this.#pool;
  }
}

/** Trees for each process: if the rows are in shards, those of few shards. */
function sharesOf({ trees, shards = 1 }: ForestJob, workers: number): number[][] {
  const shard = (tree: number) => tree % shards;
  const order = Array.from({ length: trees }, (_, tree) => tree).sort(
    (a, b) => shard(a) - shard(b) || a - b,
  );
  const size = Math.ceil(trees / workers);
  return Array.from({ length: Math.ceil(trees / size) }, (_, share) =>
    order.slice(share * size, (share + 1) * size).sort((a, b) => a - b),
  );
}

import { join } from 'node:path';

import { mergeParts } from '@lambda-forest/histogram';
import type { ForestPart, GrowForestOptions, growForest } from '@lambda-forest/histogram';
import { codedTable, encodeCodedRows } from '@lambda-forest/training';
import type { GrownTable } from '@lambda-forest/training';

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
 * Processes that grow the trees of forests in place of this one, each a range of them, from a table in a file: the same
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
    let grown = 0;
    this.#onTree = () => onTree?.(Math.min(++grown, job.trees)); // some twice, if a process was lost
    const cancel = () => void pool.close();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const parts = rangesOf(job.trees, this.#options.workers).map(([from, to]) =>
        pool.run({ ...rest, problem: others, from, to }),
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

  async #poolFor(problem: GrownTable): Promise<ProcessPool<TreeSetup, TreeTask, ForestPart>> {
    if (this.#pool !== undefined && problem.table === this.#known) return this.#pool;
    await this.close();
    const path = join(this.#options.folder, `trees-${++this.#tables}.codes`);
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
      lost: ({ from, to }, end) =>
        new WorkerLostError(`grew the trees ${from} to ${to - 1}`, end, 'train again'),
    });
    this.#known = problem.table;
    return this.#pool;
  }
}

/** Whole numbers up to `count`, cut into as many ranges of about the same size as there are. */
function rangesOf(count: number, ranges: number): (readonly [number, number])[] {
  const border = (index: number) => Math.round((index * count) / ranges);
  return Array.from(
    { length: ranges },
    (_, index) => [border(index), border(index + 1)] as const,
  ).filter(([from, to]) => from < to);
}

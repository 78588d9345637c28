import { mergeParts } from '@lambda-forest/histogram';
import type {
  ForestJob,
  ForestPart,
  GrowForestOptions,
  growForest,
} from '@lambda-forest/histogram';

import type { TaskPool } from '../../processes/task-pool.ts';
import { TableShards } from './table-shards.ts';
import type { TreeTask } from './tree-tasks.ts';

/** What grows trees in place of this process. */
export interface TreeWays {
  /** Among how many the trees of a forest are divided. The forest does not depend on it. */
  readonly shares: (trees: number) => number;
  /** How many tasks a pool is given at a time. */
  readonly atATime: number;
  /**
   * Makes a table known to whoever grows trees from it, in place of the one before.
   *
   * @param onTrees given how many more have been grown; some twice, if one was lost
   */
  readonly openPool: (
    shards: TableShards,
    onTrees: (grown: number) => void,
  ) => Promise<TaskPool<TreeTask, ForestPart>>;
}

/** Grows the trees of forests elsewhere: the same forests. A table is handed over once. */
export class TreesElsewhere {
  readonly #ways: TreeWays;
  #onTrees: (grown: number) => void = () => undefined;
  #known: TableShards | undefined;
  #pool: TaskPool<TreeTask, ForestPart> | undefined;

  constructor(ways: TreeWays) {
    this.#ways = ways;
  }

  /** @throws whatever the ways do with trees that are lost */
  readonly grow: typeof growForest = async (job, { onTree, signal }: GrowForestOptions) => {
    signal?.throwIfAborted();
    const { pool, shards } = await this.#poolFor(job);
    signal?.throwIfAborted(); // while the table was written
    let grown = 0;
    this.#onTrees = (more) => onTree?.((grown = Math.min(grown + more, job.trees)));
    const cancel = () => void pool.close();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const { table, target } = job.problem;
      const shares = sharesOf(job, this.#ways.shares(job.trees));
      const parts: ForestPart[] = [];
      const left = shards.tasks(job, shares).values();
      const growNext = async () => {
        for (const task of left) parts.push(await pool.run(task));
      };
      await Promise.all(shares.slice(0, this.#ways.atATime).map(growNext));
      return mergeParts(table, target, parts);
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  };

  /** Ends all that grows. */
  async close(): Promise<void> {
    this.#known = undefined;
    await this.#pool?.close();
  }

  async #poolFor(job: ForestJob) {
    if (this.#pool !== undefined && this.#known?.isOf(job) === true) {
      return { pool: this.#pool, shards: this.#known };
    }
    await this.close();
    const shards = new TableShards(job);
    const pool = await this.#ways.openPool(shards, (grown) => this.#onTrees(grown));
    this.#pool = pool;
    this.#known = shards;
    return { pool, shards };
  }
}

/**
 * Trees for each share, which are all of one shard of the rows.
 *
 * @param shares at least 1: about how many there are to be
 */
export function sharesOf(
  { trees, shards = 1 }: Pick<ForestJob, 'trees' | 'shards'>,
  shares: number,
): number[][] {
  const size = Math.ceil(trees / shares);
  const all = Array.from({ length: trees }, (_, tree) => tree);
  return Array.from({ length: shards }, (_, shard) => {
    const own = all.filter((tree) => tree % shards === shard);
    return Array.from({ length: Math.ceil(own.length / size) }, (_, share) =>
      own.slice(share * size, (share + 1) * size),
    );
  }).flat();
}

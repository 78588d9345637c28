import { mergeParts } from '@lambda-forest/histogram';
import type {
  ForestJob,
  ForestPart,
  GrowForestOptions,
  growForest,
} from '@lambda-forest/histogram';
import { codedTable } from '@lambda-forest/training';
import type { CodedRows, Coding, GrownTable } from '@lambda-forest/training';

import type { TaskPool } from '../../processes/task-pool.ts';
import type { TreeTask } from './tree-tasks.ts';

/** What grows trees in place of this process. */
export interface TreeWays {
  /** Among how many the trees of a forest are divided. The forest does not depend on it. */
  readonly shares: (trees: number) => number;
  /**
   * Makes a table known to whoever grows trees from it, in place of the one before.
   *
   * @param onTrees given how many more have been grown; some twice, if one was lost
   */
  readonly openPool: (
    table: CodedRows,
    coding: Coding,
    onTrees: (grown: number) => void,
  ) => Promise<TaskPool<TreeTask, ForestPart>>;
}

/** Grows the trees of forests elsewhere: the same forests. A table is handed over once. */
export class TreesElsewhere {
  readonly #ways: TreeWays;
  #onTrees: (grown: number) => void = () => undefined;
  #known: GrownTable['table'] | undefined;
  #pool: TaskPool<TreeTask, ForestPart> | undefined;

  constructor(ways: TreeWays) {
    this.#ways = ways;
  }

  /** @throws whatever the ways do with trees that are lost */
  readonly grow: typeof growForest = async (job, { onTree, signal }: GrowForestOptions) => {
    signal?.throwIfAborted();
    const { problem, kernel: _, ...rest } = job;
    const { table, target, ...others } = problem;
    const pool = await this.#poolFor(problem);
    signal?.throwIfAborted(); // while the table was written
    let grown = 0;
    this.#onTrees = (more) => onTree?.((grown = Math.min(grown + more, job.trees)));
    const cancel = () => void pool.close();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const parts = sharesOf(job, this.#ways.shares(job.trees)).map((share) =>
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

  /** Ends all that grows. */
  async close(): Promise<void> {
    this.#known = undefined;
    await this.#pool?.close();
  }

  async #poolFor(problem: GrownTable): Promise<TaskPool<TreeTask, ForestPart>> {
    if (this.#pool !== undefined && problem.table === this.#known) return this.#pool;
    await this.close();
    const { rows, coding } = codedTable(problem);
    this.#pool = await this.#ways.openPool(rows, coding, (grown) => this.#onTrees(grown));
    this.#known = problem.table;
    return this.#pool;
  }
}

/** Trees for each share: if the rows are in shards, those of few shards. */
function sharesOf({ trees, shards = 1 }: ForestJob, shares: number): number[][] {
  const shard = (tree: number) => tree % shards;
  const order = Array.from({ length: trees }, (_, tree) => tree).sort(
    (a, b) => shard(a) - shard(b) || a - b,
  );
  const size = Math.ceil(trees / shares);
  return Array.from({ length: Math.ceil(trees / size) }, (_, share) =>
    order.slice(share * size, (share + 1) * size).sort((a, b) => a - b),
  );
}

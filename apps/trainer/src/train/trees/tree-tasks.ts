/** What is told to whoever grows trees, and how they do it. */
import { growTrees, jobOfRows } from '@lambda-forest/histogram';
import type { ForestJob, ForestPart, KernelModule } from '@lambda-forest/histogram';
import { decodeCodedRows, grownTable } from '@lambda-forest/training';
import type { Coding, GrownTable } from '@lambda-forest/training';

/** Some trees of a forest, and all of the job that is not the table. */
export interface TreeTask extends Omit<ForestJob, 'problem' | 'kernel'> {
  readonly problem: Omit<ForestJob['problem'], 'table' | 'target'>;
  /** The table that the trees are grown from, of which `rows` are: a shard of the forest's, if it has several. */
  readonly shard: number;
  /** Indices of the trees, ascending. */
  readonly share: readonly number[];
}

/**
 * What grows trees from the shards of a table. It keeps the one that it has read last, and no other.
 *
 * @param read the bytes of a shard's file
 */
export function treeGrower(
  read: (shard: number) => Promise<Uint8Array>,
  coding: Coding,
  kernel: KernelModule | undefined,
): (task: TreeTask, onTrees: (grown: number) => void) => Promise<ForestPart> {
  let known: { readonly shard: number; readonly table: Promise<GrownTable> } | undefined;
  const tableOf = (shard: number) => {
    if (known?.shard === shard) return known.table;
    known = undefined; // makes room
    const table = read(shard).then((bytes) => grownTable(decodeCodedRows(bytes, coding), coding));
    known = { shard, table };
    table.catch(() => (known = undefined)); // the next task tries again
    return table;
  };
  return async ({ shard, share, problem, ...rest }, onTrees) => {
    const job = { ...rest, kernel, problem: { ...problem, ...(await tableOf(shard)) } };
    const isShard = (job.shards ?? 1) > 1;
    return growTrees(isShard ? jobOfRows(job, job.rows) : job, reported(share, onTrees));
  };
}

function* reported(trees: readonly number[], onTrees: (grown: number) => void): Generator<number> {
  for (const tree of trees) {
    yield tree;
    onTrees(1);
  }
}

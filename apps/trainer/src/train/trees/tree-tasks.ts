/** What is told to whoever grows trees, and how they do it. */
import { growTrees } from '@lambda-forest/histogram';
import type { ForestJob, ForestPart, KernelModule } from '@lambda-forest/histogram';
import { decodeCodedRows, grownTable } from '@lambda-forest/training';
import type { Coding } from '@lambda-forest/training';

/** Some trees of a forest, and all of the job that is not the table. */
export interface TreeTask extends Omit<ForestJob, 'problem' | 'kernel'> {
  readonly problem: Omit<ForestJob['problem'], 'table' | 'target'>;
  /** Indices of the trees, ascending. */
  readonly share: readonly number[];
}

/**
 * What grows trees from a table.
 *
 * @param bytes of the table's file
 */
export function treeGrower(
  bytes: Uint8Array,
  coding: Coding,
  kernel: KernelModule | undefined,
): (task: TreeTask, onTrees: (grown: number) => void) => ForestPart {
  const table = grownTable(decodeCodedRows(bytes, coding), coding);
  return ({ share, problem, ...rest }, onTrees) => {
    const job = { ...rest, kernel, problem: { ...problem, ...table } };
    return growTrees(job, reported(share, onTrees));
  };
}

function* reported(trees: readonly number[], onTrees: (grown: number) => void): Generator<number> {
  for (const tree of trees) {
    yield tree;
    onTrees(1);
  }
}

import { codesFor } from '../binned-table.ts';
import type { GrowthProblem } from '../growth.ts';

/** The most memory that the kernel can have: its addresses have 32 bits. */
export const MAX_KERNEL_BYTES = 2 ** 32;

/** Of the rows that a bootstrap is drawn from, those that are in it: 1 - 1/e, and some more. */
const DRAWN = 0.64;

/** What a tree is grown on. */
export interface TreeRows {
  /** Of the table. */
  readonly rowCount: number;
  /** Of those, the fit's. */
  readonly fitRows: number;
  readonly bootstrap: boolean;
}

/** About how much memory the kernel takes to grow a tree: see kernel/lay-out.ts. */
export function kernelBytes(problem: GrowthProblem, tree: TreeRows): number {
  const { table, target, weights, limits } = problem;
  const { rowCount, fitRows, bootstrap } = tree;
  const isQuantity = target.kind === 'regression';
  const ofWeight = weights === undefined ? 0 : 8;
  const codes = table.features.reduce(
    (sum, { codeCount }) => sum + codesFor(codeCount).BYTES_PER_ELEMENT,
    0,
  );
  const ofRow = codes + (isQuantity ? 8 : 2) + ofWeight + (bootstrap ? 2 : 0);
  const ofFitRow = (bootstrap ? 4 : 0) + (limits.criterion === 'entropy' ? 8 : 0);
  const samples = bootstrap ? DRAWN * fitRows : fitRows;
  const searched = isQuantity ? 26 : 18; // as much as partitioning takes, or more
  const ofSample = 8 + (isQuantity ? 8 : 0) + ofWeight + searched;
  const isBestFirst = limits.maxLeafNodes !== Infinity;
  const leaves = Math.min(samples, limits.maxLeafNodes);
  const ofNode = 15 + (isQuantity ? 8 : 0) + (isBestFirst ? 36 : 0);
  return rowCount * ofRow + fitRows * ofFitRow + samples * ofSample + 2 * leaves * ofNode;
}

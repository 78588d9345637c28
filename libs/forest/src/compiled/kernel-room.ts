import { walkKernel } from './walk-kernel.ts';
import type { WalkKernel } from './walk-kernel.ts';
import { webAssembly } from './web-assembly.ts';

/** A kernel whose memory holds the trees, from address 0 on, and after them the scratch memory of a walk. */
export interface KernelRoom extends WalkKernel {
  readonly treeLanes: number;
  readonly rowLanes: number;
  /** Addresses, in bytes: the trees' roots, padded to a whole group of lanes, and a root for each lane of rows. */
  readonly rootsAt: number;
  readonly rowRootsAt: number;
  readonly keysAt: number;
  readonly reachedAt: number;
}

/** Trees that share a loop for one row: more than a processor has registers, because they wait for memory. */
const MAX_TREE_LANES = 16;

/** Rows that share a loop: they walk one tree, which the first of them load into the cache for the others. */
const ROW_LANES = 8;

/** The most rows that walk one tree before the next, so that the cost of loading the tree is shared. */
const MAX_BLOCK_ROWS = 1024;

/** 256 KiB: the keys of a block stay in the L2 cache. */
const BLOCK_KEY_WORDS = 2 ** 16;

/** How many rows share a block, a multiple of ROW_LANES, if a row's keys take 2 ** shift words. */
export function blockRowsFor(shift: number): number {
  return Math.min(MAX_BLOCK_ROWS, Math.max(ROW_LANES, BLOCK_KEY_WORDS >>> shift));
}

/** What is left besides the trees. With too many features there is no kernel. */
export const MAX_ROOM_BYTES = 2 ** 28;

/**
 * Undefined without WebAssembly, or if its memory cannot be allocated.
 *
 * @param treeBytes size of the trees
 */
export function kernelRoom(
  treeBytes: number,
  trees: number,
  firstSplit: number,
  shift: number,
): KernelRoom | undefined {
  const groups = Math.ceil(trees / MAX_TREE_LANES);
  const treeLanes = Math.ceil(trees / groups);
  const blockRows = blockRowsFor(shift);
  const rowBytes = 4 << shift;
  const rootsAt = treeBytes;
  const rowRootsAt = rootsAt + 4 * groups * treeLanes;
  const reachedAt = rowRootsAt + 4 * ROW_LANES;
  const keysAt = reachedAt + 4 * Math.max(groups * treeLanes, blockRows);
  const memory = keysAt + blockRows * rowBytes;
  const wasm = webAssembly();
  if (wasm === undefined || memory - treeBytes > MAX_ROOM_BYTES) return undefined;
  try {
    const sizes = { memory, treeLanes, rowLanes: ROW_LANES, firstSplit, rowBytes };
    const kernel = walkKernel(wasm, sizes);
    return { ...kernel, treeLanes, rowLanes: ROW_LANES, rootsAt, rowRootsAt, keysAt, reachedAt };
  } catch (error) {
    if (error instanceof RangeError) return undefined; // no such memory
    throw error;
  }
}

import type { BoostedTree } from '../boosting.ts';
import type { BoostingExports } from './boosting-exports.ts';

/** A round that has started, and what the host does in it. */
interface Round {
  /** A thread's kernel; 0 is this thread's. */
  readonly kernelOf: (thread: number) => BoostingExports;
  readonly threads: number;
  readonly outputs: number;
  /** Draws the features of the next tree, which this kernel grows: tree by tree in the order of outputs. */
  readonly drawFeatures: (kernel: BoostingExports) => void;
  /** Reads the tree that a kernel has grown, and names its leaves' values. */
  readonly readTree: (kernel: BoostingExports, output: number) => BoostedTree;
}

/** All threads grow each tree. @returns a tree for each output */
export function growTogether(round: Round): BoostedTree[] {
  const { kernelOf, threads, outputs, drawFeatures, readTree } = round;
  const kernel = kernelOf(0);
  kernel.derive(threads);
  return Array.from({ length: outputs }, (_, output) => {
    drawFeatures(kernel);
    kernel.growTree(output, threads);
    const tree = readTree(kernel, output);
    kernel.addTree(output, threads);
    return tree;
  });
}

/** Each thread grows every so many trees, as `growApart` of kernel/boosting/index.ts does. @returns a tree for each output */
export function growApart(round: Round): BoostedTree[] {
  const { kernelOf, threads, outputs, drawFeatures, readTree } = round;
  const kernel = kernelOf(0);
  const trees: BoostedTree[] = [];
  const forEach = (first: number, act: (kernel: BoostingExports, output: number) => void) => {
    const end = Math.min(first + threads, outputs);
    for (let output = first; output < end; output++) act(kernelOf(output - first), output);
  };
  forEach(0, drawFeatures);
  kernel.derive(threads);
  for (let first = 0; first < outputs; first += threads) {
    kernel.growTree(first, 1);
    kernel.meet(threads);
    forEach(first, (at, output) => trees.push(readTree(at, output)));
    forEach(first + threads, drawFeatures);
    kernel.meet(threads);
    kernel.addTree(first, 1);
    kernel.meet(threads);
  }
  return trees;
}

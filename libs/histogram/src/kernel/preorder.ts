import { LEAF } from '@lambda-forest/forest';

/** Nodes in the order of growth, with both children of each split. */
export interface LinkedNodes {
  readonly feature: Int32Array;
  readonly left: Uint32Array;
  /** Right child of a split. */
  readonly next: Uint32Array;
}

/**
 * The nodes of a tree that was grown in another order, from the root: a split, its whole left subtree, its
 * right one.
 *
 * @returns length nodeCount: entry i is the node that comes i-th
 */
export function preorder({ feature, left, next }: LinkedNodes): Uint32Array {
  const order = new Uint32Array(feature.length);
  const stack = [0];
  let at = 0;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    order[at++] = node;
    if (feature[node] !== LEAF) stack.push(next[node]!, left[node]!);
  }
  return order;
}

/** Trees whose nodes name their children, in any order, become the preorder of `Forest`. */
import type { ForestBuilder, LinearTerms, Split } from '@lambda-forest/forest';
import { formatInteger } from '@lambda-forest/text';

import { damaged } from './errors.ts';

/** A node of a foreign tree. */
export type ForeignNode =
  | { readonly split: Split; readonly left: number; readonly right: number }
  | { readonly leaf: readonly number[]; readonly terms?: LinearTerms | undefined };

/** A walk that ends: no tree may be deeper. */
const MAX_DEPTH = 4_096;

/**
 * Adds the tree whose root is node 0. Nodes that it does not reach are left aside: they cannot answer.
 *
 * @param count nodes of the tree
 * @param where what messages call the tree
 * @throws {ForeignModelError} for a child that is no node, is reached twice, or is too deep
 */
export function addTree(
  builder: ForestBuilder,
  where: string,
  count: number,
  nodeAt: (index: number) => ForeignNode,
): void {
  const seen = new Uint8Array(count);
  const open = [{ index: 0, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { index, depth } = next;
    requireNode(index, count, where);
    if (seen[index] === 1)
      throw damaged(`Found node ${index} of ${where} below two nodes, expected a tree.`);
    requireShallow(depth, where);
    seen[index] = 1;
    const node = nodeAt(index);
    if ('leaf' in node) {
      builder.addLeaf(node.leaf, undefined, node.terms);
      continue;
    }
    builder.addSplit(node.split);
    open.push({ index: node.right, depth: depth + 1 }, { index: node.left, depth: depth + 1 });
  }
}

/** @throws {ForeignModelError} for a child that is no node of its tree */
export function requireNode(index: number, count: number, where: string): void {
  if (Number.isInteger(index) && index >= 0 && index < count) return;
  throw damaged(`Found the child ${index} in ${where}, expected a node from 0 to ${count - 1}.`);
}

/** @throws {ForeignModelError} for a node that is too deep */
export function requireShallow(depth: number, where: string): void {
  if (depth <= MAX_DEPTH) return;
  throw damaged(`Found ${where} deeper than ${formatInteger(MAX_DEPTH)} splits, expected fewer.`);
}

import type { ForestBuilder } from '@lambda-forest/forest';
import { count } from '@lambda-forest/text';

import { damaged } from '../errors.ts';
import { requireShallow } from '../preorder.ts';
import { parseMessage } from '../reading/protobuf.ts';
import type { YdfColumn } from './columns.ts';
import { splitOf } from './conditions.ts';
import { NODE } from './messages.ts';
import type { YdfAnswer } from './answer.ts';

/**
 * Adds trees whose nodes come in preorder, the child where a condition does not hold first.
 *
 * @param blobs a node each
 * @returns the most leaves of a tree
 * @throws {ForeignModelError} for nodes that are missing, or left over
 */
export function addTrees(
  builder: ForestBuilder,
  blobs: readonly Uint8Array[],
  trees: number,
  columns: ReadonlyMap<number, YdfColumn>,
  { scores, leafOf }: YdfAnswer,
): number {
  let next = 0;
  let most = 0;
  for (let t = 0; t < trees; t++) {
    const where = `tree ${t}`;
    if (scores > 1) builder.startTree(t % scores);
    let leaves = 0;
    const waiting = [0]; // depths of nodes that are still to come
    for (let depth = waiting.pop(); depth !== undefined; depth = waiting.pop()) {
      const blob = blobs[next++];
      if (blob === undefined) throw damaged(`Found no more nodes for ${where} of ${trees}.`);
      requireShallow(depth, where);
      const node = parseMessage(NODE, blob, `a node of ${where}`);
      if (node.condition === undefined) {
        builder.addLeaf(leafOf(node, where));
        leaves++;
      } else {
        builder.addSplit(splitOf(node.condition, columns, where));
        waiting.push(depth + 1, depth + 1);
      }
    }
    most = Math.max(most, leaves);
  }
  if (trees < 1) throw damaged('Found no tree in a YDF model, expected at least one.');
  if (next !== blobs.length) {
    throw damaged(
      `Found ${count(blobs.length, 'node')}, expected ${next} in ${count(trees, 'tree')}.`,
    );
  }
  return most;
}

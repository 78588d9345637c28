import { findLeaf, LEAF, treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

/** The answer of one tree. */
export function treeAnswer(forest: Forest, tree: number, row: Float64Array): Float64Array {
  const leaf = findLeaf(forest, forest.treeStart[tree]!, row);
  const at = forest.next[leaf]! * forest.outputCount;
  return forest.values.slice(at, at + forest.outputCount);
}

/** The longest path from a root to a leaf, in splits. */
export function depthOf(forest: Forest): number {
  const depth = (node: number): number =>
    forest.feature[node] === LEAF ? 0 : 1 + Math.max(depth(node + 1), depth(forest.next[node]!));
  return Math.max(...Array.from(forest.treeStart.subarray(0, treeCount(forest)), depth));
}

/** Per node of the forest, how many of `rows` pass it; each tree sees all of them. */
export function samplesAt(forest: Forest, rows: readonly Float64Array[]): Uint32Array {
  const samples = new Uint32Array(forest.feature.length);
  for (let tree = 0; tree < treeCount(forest); tree++) {
    for (const row of rows) {
      let node = forest.treeStart[tree]!;
      samples[node]! += 1;
      while (forest.feature[node] !== LEAF) {
        const goesLeft = row[forest.feature[node]!]! <= forest.threshold[node]!;
        node = goesLeft ? node + 1 : forest.next[node]!;
        samples[node]! += 1;
      }
    }
  }
  return samples;
}

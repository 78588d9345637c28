import { CATEGORICAL, LEAF, MISSING_LEFT } from '@lambda-forest/forest';

import type { BinnedTable } from '../binned-table.ts';
import { midpoint } from '../binning/bin-numeric.ts';
import type { BoostedTree } from './boosting.ts';
import type { FeatureBins } from './feature-bins.ts';
import type { Split } from './find-split.ts';

/** A node of a grown tree. */
export interface FlatNode {
  readonly rows: { readonly length: number };
  /** Of a leaf, before the learning rate. */
  readonly value: number;
  readonly split?: Pick<Split, 'feature' | 'gain' | 'missingLeft' | 'left'>;
  readonly left?: FlatNode;
  readonly right?: FlatNode;
}

/** Puts a tree's nodes in preorder, and cuts between real values instead of bins. */
export function flattenTree(
  table: BinnedTable,
  bins: readonly FeatureBins[],
  root: FlatNode,
  output: number,
  learningRate: number,
): BoostedTree {
  const length = countNodes(root);
  const tree = {
    output,
    feature: new Int32Array(length),
    flags: new Uint8Array(length),
    threshold: new Float64Array(length),
    next: new Uint32Array(length),
    value: new Float64Array(length),
    gain: new Float64Array(length),
    cover: new Uint32Array(length),
  };
  const setBits: number[] = [];
  let nodes = 0;
  const visit = ({ rows, split, left, right, value }: FlatNode): void => {
    const node = nodes++;
    tree.cover[node] = rows.length;
    if (split === undefined) {
      tree.feature[node] = LEAF;
      tree.value[node] = learningRate * value;
      return;
    }
    tree.feature[node] = split.feature;
    tree.gain[node] = split.gain;
    tree.flags[node] = split.missingLeft ? MISSING_LEFT : 0;
    if (typeof split.left === 'number') {
      tree.threshold[node] = thresholdAfter(table, bins, split.feature, split.left);
    } else {
      tree.flags[node] |= CATEGORICAL;
      tree.threshold[node] = setBits.length;
      setBits.push(...wordsOf(split.left, table.features[split.feature]!.codeCount));
    }
    visit(left!);
    tree.next[node] = nodes;
    visit(right!);
  };
  visit(root);
  return { ...tree, setBits: Uint32Array.from(setBits) };
}

function countNodes({ left, right }: FlatNode): number {
  return left === undefined ? 1 : 1 + countNodes(left) + countNodes(right!);
}

/** Infinity after the last bin: only missing values go right. */
function thresholdAfter(
  { features }: BinnedTable,
  bins: readonly FeatureBins[],
  feature: number,
  bin: number,
): number {
  const numeric = features[feature]!;
  const code = bins[feature]!.lastCode[bin]!;
  return numeric.kind !== 'numeric' || code + 1 === numeric.codeCount
    ? Infinity
    : midpoint(numeric.maxima[code]!, numeric.minima[code + 1]!);
}

/** Missing values, a level of their own here, have no bit. */
function wordsOf(levels: ReadonlySet<number>, codeCount: number): number[] {
  const words = new Array<number>(Math.ceil(codeCount / 32)).fill(0);
  for (const level of levels) {
    if (level < codeCount) words[level >>> 5] = (words[level >>> 5]! | (1 << (level & 31))) >>> 0;
  }
  return words;
}

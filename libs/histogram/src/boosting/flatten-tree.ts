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
  const nodes: {
    feature: number;
    flags: number;
    threshold: number;
    next: number;
    value: number;
    gain: number;
    cover: number;
  }[] = [];
  const setBits: number[] = [];
  const visit = ({ rows, split, left, right, value }: FlatNode): void => {
    const cover = rows.length;
    const node = { feature: LEAF, flags: 0, threshold: 0, next: 0, value: 0, gain: 0, cover };
    nodes.push(node);
    if (split === undefined) {
      node.value = learningRate * value;
      return;
    }
    node.feature = split.feature;
    node.gain = split.gain;
    node.flags = split.missingLeft ? MISSING_LEFT : 0;
    if (typeof split.left === 'number') {
      node.threshold = thresholdAfter(table, bins, split.feature, split.left);
    } else {
      node.flags |= CATEGORICAL;
      node.threshold = setBits.length;
      setBits.push(...wordsOf(split.left, table.features[split.feature]!.codeCount));
    }
    visit(left!);
    node.next = nodes.length;
    visit(right!);
  };
  visit(root);
  return {
    output,
    feature: Int32Array.from(nodes, (node) => node.feature),
    flags: Uint8Array.from(nodes, (node) => node.flags),
    threshold: Float64Array.from(nodes, (node) => node.threshold),
    next: Uint32Array.from(nodes, (node) => node.next),
    value: Float64Array.from(nodes, (node) => node.value),
    gain: Float64Array.from(nodes, (node) => node.gain),
    cover: Uint32Array.from(nodes, (node) => node.cover),
    setBits: Uint32Array.from(setBits),
  };
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

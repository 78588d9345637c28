/** Adds the leaves' values to the scores of rows. */
import { reserve } from '../memory';
import { Numbers, nowhere } from '../numbers';
import { CATEGORICAL, MISSING_LEFT } from './abi';
import {
  binCount,
  binOf,
  isSampled,
  maxNodes,
  member,
  rowCount,
  sampleCount,
  samples,
  scores,
  trainedCount,
} from './problem';
import { rows, segmentEnd, segmentStart, shareStart } from './rows';
import { meet } from './threads';
import * as tree from './tree';

/** [maxNodes]: what a leaf adds; written by the host. */
export let leafValues = nowhere<f64>();

export function layOut(): void {
  leafValues = reserve<f64>(maxNodes);
}

/** Rows of the tree's own are where growing has put them; the others walk. */
export function addTree(output: u32, threads: u32): void {
  meet(threads);
  const own = scores.from(output * rowCount);
  for (let node: u32 = 0; node < tree.nodeCount; node++) {
    if (tree.lefts[node] == 0) addLeaf(node, leafValues[node], own);
  }
  if (isSampled) {
    const left = trainedCount - sampleCount[0];
    const end = sampleCount[0] + shareStart(left, member + 1, threads);
    for (let i = sampleCount[0] + shareStart(left, member, threads); i < end; i++) {
      own[samples[i]] += leafValues[leafOf(samples[i])];
    }
  }
  const heldOut = rowCount - trainedCount;
  const end = trainedCount + shareStart(heldOut, member + 1, threads);
  for (let row = trainedCount + shareStart(heldOut, member, threads); row < end; row++) {
    own[row] += leafValues[leafOf(row)];
  }
  meet(threads);
}

function addLeaf(node: u32, value: f64, own: Numbers<f64>): void {
  const end = segmentEnd(node, member);
  for (let i = segmentStart(node, member); i < end; i++) own[rows[i]] += value;
}

function leafOf(row: u32): u32 {
  let node: u32 = 0;
  while (tree.lefts[node] != 0) node = tree.lefts[node] + 1 - <u32>goesLeft(node, row);
  return node;
}

function goesLeft(node: u32, row: u32): bool {
  const feature = <u32>tree.features[node];
  const bin = inline.always(binOf(feature, row));
  if (tree.flags[node] & CATEGORICAL)
    return ((tree.setOf(node)[bin >>> 5] >>> (bin & 31)) & 1) != 0;
  if (bin == binCount[feature] - 1) return (tree.flags[node] & MISSING_LEFT) != 0;
  return bin <= tree.cuts[node];
}

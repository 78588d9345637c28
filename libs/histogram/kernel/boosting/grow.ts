/** Grows one tree leaf-wise: the leaf whose split gains most is split first, of equals the oldest. */
import { reserve } from '../memory';
import { nowhere } from '../numbers';
import { CATEGORICAL } from './abi';
import { Candidate, candidateOf, candidateSet, NONE } from './candidate';
import { subtract } from './cells';
import { derivatives, quantize } from './derive';
import { fillCells } from './fill-cells';
import {
  groupCount,
  groupFeatures,
  groupStart,
  isCategorical,
  isDrawn,
  isSampled,
  l2,
  maxDepth,
  maxLeaves,
  maxStep,
  member,
  memberCount,
  minGain,
  minSamplesLeaf,
  monotonic,
  setWords,
  slotCount,
} from './problem';
import { part, rows, segmentEnd, segmentStart, startTree } from './rows';
import { scanCuts } from './scan-cuts';
import { scanLevels } from './scan-levels';
import { searchNode, valueOf } from './search';
import * as search from './search';
import { meet } from './threads';
import * as tree from './tree';

/** [memberCount]: the sum of each thread's derivatives. */
let rootSums = nowhere<u64>();
/** [slotCount]: slots that no node uses, of which there are `freeSlots`. */
let slots = nowhere<u32>();
let freeSlots: u32 = 0;

export function layOut(): void {
  rootSums = reserve<u64>(memberCount);
  slots = reserve<u32>(slotCount * memberCount).from(slotCount * member);
}

export function growTree(output: u32, threads: u32): void {
  quantize(output, threads);
  tree.clear();
  for (let slot: u32 = 0; slot < slotCount; slot++) slots[slot] = slot;
  freeSlots = slotCount;
  const count = startTree(threads);
  meet(threads);
  addRoot(count, threads);
  for (let leaves: u32 = 1; leaves < maxLeaves; leaves++) {
    const leaf = bestLeaf();
    if (tree.gains[leaf] <= minGain) break;
    split(leaf);
    if (leaves + 1 < maxLeaves) searchChildren(leaf, threads);
  }
  meet(threads);
}

function addRoot(count: u32, threads: u32): void {
  let sum: u64 = 0;
  const end = segmentEnd(0, member);
  for (let i = segmentStart(0, member); i < end; i++) sum += derivatives[rows[i]];
  rootSums[member] = sum;
  meet(threads);
  sum = 0;
  for (let t: u32 = 0; t < threads; t++) sum += rootSums[t];
  const root = tree.append(1);
  add(root, count, <i32>(sum >>> 32), <i32>sum, -maxStep, maxStep, 0);
  searchNode(root);
  tree.values[root] = valueOf(search.gradient, search.hessian + l2);
  if (!canSplit(root)) return;
  const slot = takeSlot();
  tree.slots[root] = slot;
  fillCells(root, slot, !isSampled, threads);
  scan(root, 0, threads);
  meet(threads);
  choose(root, 0, threads);
}

function add(node: u32, count: u32, g: i32, h: i32, lowest: f64, highest: f64, depth: u32): void {
  tree.features[node] = NONE;
  tree.flags[node] = 0;
  tree.lefts[node] = 0;
  tree.gains[node] = minGain;
  tree.counts[node] = count;
  tree.gradients[node] = g;
  tree.hessians[node] = h;
  tree.lowests[node] = lowest;
  tree.highests[node] = highest;
  tree.depths[node] = depth;
  tree.slots[node] = tree.NO_SLOT;
}

function canSplit(node: u32): bool {
  return tree.depths[node] < maxDepth && tree.counts[node] >= 2 * minSamplesLeaf;
}

/** A leaf: the first of those whose split gains most. */
function bestLeaf(): u32 {
  let best: u32 = 0;
  let most: f64 = -Infinity;
  for (let node: u32 = 0; node < tree.nodeCount; node++) {
    if (tree.lefts[node] != 0 || tree.gains[node] <= most) continue;
    most = tree.gains[node];
    best = node;
  }
  return best;
}

/** Turns a leaf into a split; each thread parts its rows. */
function split(node: u32): void {
  const left = tree.append(2);
  const right = left + 1;
  tree.lefts[node] = left;
  const count = tree.leftCounts[node];
  const g = tree.leftGradients[node];
  const h = tree.leftHessians[node];
  const depth = tree.depths[node] + 1;
  const lowest = tree.lowests[node];
  const highest = tree.highests[node];
  const direction = tree.flags[node] & CATEGORICAL ? 0 : monotonic[tree.features[node]];
  // Below a constrained split, no value of a side may pass the middle between the two sides' values.
  const middle = (tree.leftValues[node] + tree.rightValues[node]) / 2;
  add(left, count, g, h, direction < 0 ? middle : lowest, direction > 0 ? middle : highest, depth);
  add(
    right,
    tree.counts[node] - count,
    tree.gradients[node] - g,
    tree.hessians[node] - h,
    direction > 0 ? middle : lowest,
    direction < 0 ? middle : highest,
    depth,
  );
  tree.values[left] = tree.leftValues[node];
  tree.values[right] = tree.rightValues[node];
  part(node);
}

/** Adds up the smaller child; the other is what remains. */
function searchChildren(node: u32, threads: u32): void {
  const left = tree.lefts[node];
  const small = tree.counts[left] <= tree.counts[left + 1] ? left : left + 1;
  const large = small == left ? left + 1 : left;
  if (!canSplit(large)) {
    releaseSlot(node);
    return;
  }
  meet(threads);
  const slot = takeSlot();
  fillCells(small, slot, false, threads);
  tree.slots[large] = tree.slots[node];
  tree.slots[small] = slot;
  subtract(tree.slots[large], slot, threads);
  const isSmallSearched = canSplit(small);
  scan(large, 0, threads);
  if (isSmallSearched) scan(small, 1, threads);
  meet(threads);
  choose(large, 0, threads);
  if (isSmallSearched) choose(small, 1, threads);
  else releaseSlot(small);
}

/** Finds the best split of this thread's features. */
function scan(node: u32, side: u32, threads: u32): void {
  searchNode(node);
  const best = candidateOf(member, side);
  best.clear();
  for (let group = member; group < groupCount; group += threads) {
    for (let i = groupStart[group]; i < groupStart[group + 1]; i++) {
      const feature = groupFeatures[i];
      if (!isDrawn[feature]) continue;
      if (isCategorical[feature])
        scanLevels(feature, tree.slots[node], best, candidateSet(member, side));
      else scanCuts(feature, tree.slots[node], best);
    }
  }
}

/** Of all threads' best splits, keeps the best. */
function choose(node: u32, side: u32, threads: u32): void {
  let best = candidateOf(0, side);
  let owner: u32 = 0;
  for (let other: u32 = 1; other < threads; other++) {
    const candidate = candidateOf(other, side);
    if (candidate.feature == NONE) continue;
    if (best.feature != NONE && !best.isBeatenBy(candidate.gain, candidate.feature)) continue;
    best = candidate;
    owner = other;
  }
  if (best.feature == NONE) {
    releaseSlot(node);
    return;
  }
  keep(node, best);
  if (best.flags & CATEGORICAL) tree.setOf(node).copy(candidateSet(owner, side), setWords);
}

function keep(node: u32, best: Candidate): void {
  tree.gains[node] = best.gain;
  tree.features[node] = best.feature;
  tree.cuts[node] = best.cut;
  tree.flags[node] = best.flags;
  tree.leftCounts[node] = best.leftCount;
  tree.leftGradients[node] = best.leftGradient;
  tree.leftHessians[node] = best.leftHessian;
  tree.leftValues[node] = best.leftValue;
  tree.rightValues[node] = best.rightValue;
}

function takeSlot(): u32 {
  return slots[--freeSlots];
}

function releaseSlot(node: u32): void {
  slots[freeSlots++] = tree.slots[node];
  tree.slots[node] = tree.NO_SLOT;
}

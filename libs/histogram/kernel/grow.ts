/** Grows one tree: looks at a node, finds its split, partitions its samples, and goes on with its sides. */
import { CATEGORICAL, MISSING_LEFT } from './abi';
import { enter, readTable } from './columns';
import { resetOrder } from './draw-features';
import { constantCount, findSplit, restoreConstants } from './find-split';
import { push, sink } from './heap';
import { reserve } from './memory';
import * as node from './node';
import { nowhere } from './numbers';
import * as pair from './pair';
import * as partition from './partition';
import {
  classCount,
  maxDepth,
  maxLeafNodes,
  minImpurityDecrease,
  minSamplesLeaf,
  minSamplesSplit,
} from './problem';
import * as samples from './samples';
import { classOf, countOf } from './samples';
import * as tree from './tree';
import * as split from './try-feature';

const NO_PARENT: u32 = 0xffff_ffff;

/** A node that waits: its samples, and where it belongs. */
@unmanaged
class Waiting {
  start: u32;
  end: u32;
  depth: u32;
  /** Depth-first: the node whose right child it is, or NO_PARENT. */
  parent: u32;
  /** Depth-first: features known to be constant. */
  constants: u32;
}
const WAITING_BYTES: usize = 20;

/** Depth-first: a stack of those waiting, of `room` entries; the category sets come behind it. Best-first: one entry a node. */
let places = nowhere<u8>();
let room: u32 = 0;
/** Of a stack at first: few trees are deeper. */
const LEAST_ROOM: u32 = 64;
/** Best-first, [nodes]: by how much a node's split lowers weight times impurity, and a heap of the nodes that wait. */
let gains = nowhere<f64>();
let heap = nowhere<u32>();
const NO_TIES = nowhere<u32>();

let rootWeight: f64 = 0;
/** By how much the split that `look` found lowers weight times impurity. */
let lastGain: f64 = 0;
/** Whether it leaves nothing to split, so that its two leaves are written at once (depth-first). */
let sidesArePure: bool = false;

export function layOut(size: u32, nodes: u32): void {
  const isBestFirst = tree.isBestFirst();
  gains = reserve<f64>(isBestFirst ? nodes : 0);
  heap = reserve<u32>(isBestFirst ? nodes : 0);
  room = isBestFirst ? nodes : min(size + 2, LEAST_ROOM);
  places = reserve<u8>(room * <u32>WAITING_BYTES);
}

/** @param samples entries of the bag's arrays */
export function growTree(samples: u32): void {
  tree.startTree();
  resetOrder();
  restoreConstants(0);
  readTable();
  pair.decideOnPairs();
  if (tree.isBestFirst()) growBestFirst(samples);
  else growDepthFirst(samples);
}

function placeOf(index: u32): Waiting {
  return changetype<Waiting>(places.address(index * <u32>WAITING_BYTES));
}

function growDepthFirst(samples: u32): void {
  let waiting = wait(0, 0, samples, 0, NO_PARENT);
  while (waiting > 0) {
    const next = placeOf(--waiting);
    const start = next.start;
    const end = next.end;
    const depth = next.depth;
    const at = tree.addNodes(1);
    if (next.parent != NO_PARENT) tree.nexts[next.parent] = at;
    if (end - start == 1) {
      writeSingle(at, start);
      continue;
    }
    if (end - start == 2 && pair.arePairsSimple && depth < maxDepth) {
      enter(start, end);
      growPair(at, start);
      continue;
    }
    restoreConstants(next.constants);
    enter(start, end);
    if (!look(at, start, end, depth)) continue;
    applySplit(at, start, end);
    if (sidesArePure) {
      tree.nexts[at] = at + 2;
      tree.writePure(tree.addNodes(2), partition.leftClass);
      tree.writePure(at + 2, partition.rightClass);
      continue;
    }
    waiting = wait(waiting, partition.middle, end, depth + 1, at);
    waiting = wait(waiting, start, partition.middle, depth + 1, NO_PARENT);
  }
}

function wait(waiting: u32, start: u32, end: u32, depth: u32, parent: u32): u32 {
  if (waiting == room) {
    tree.moveSets(room * <u32>WAITING_BYTES);
    room *= 2;
  }
  const place = placeOf(waiting);
  place.start = start;
  place.end = end;
  place.depth = depth;
  place.parent = parent;
  place.constants = constantCount;
  return waiting + 1;
}

/**
 * Writes the node: a leaf, or the split that was found (for `applySplit` to complete).
 *
 * @returns whether there is a split
 */
function look(at: u32, start: u32, end: u32, depth: u32): bool {
  node.lookAt(start, end);
  if (at == 0) rootWeight = node.weight;
  const isFinal =
    node.isPure ||
    depth >= maxDepth ||
    node.total < minSamplesSplit ||
    <u64>node.total < 2 * <u64>minSamplesLeaf;
  const isSplit = !isFinal && findSplit() && lowersEnough();
  if (isSplit) writeSplit(at);
  else if (classCount == 0) tree.writeAnswer(at, node.answer);
  else if (node.isPure) tree.writePure(at, node.classOfFirst);
  else tree.writeRange(at, start, end);
  node.leave();
  return isSplit;
}

function lowersEnough(): bool {
  return (
    minImpurityDecrease <= 0 ||
    (split.splitScore - node.ownScore) / rootWeight >= minImpurityDecrease
  );
}

function writeSplit(at: u32): void {
  const isCategorical = split.bestIsCategorical;
  const cut = isCategorical ? tree.addSet(split.bestLevels, split.bestFeature) : split.bestCut;
  const flags = (isCategorical ? CATEGORICAL : 0) | (split.bestMissing << 2);
  tree.writeNode(at, split.bestFeature, flags, cut, 0);
  lastGain = split.splitScore - node.ownScore;
  sidesArePure =
    !tree.isBestFirst() && !isCategorical && split.splitScore == node.bestPossibleScore();
  // In case it stays a leaf:
  if (classCount == 0 && tree.isBestFirst()) tree.answers[at] = node.answer;
}

/** A leaf of one sample. */
function writeSingle(at: u32, sample: u32): void {
  if (classCount > 0) tree.writePure(at, classOf(samples.packs[sample]));
  else tree.writeAnswer(at, samples.values[sample] + 0);
}

/** A node of two samples with everything below it. */
function growPair(at: u32, start: u32): void {
  if (!pair.lookAtPair(start)) {
    if (pair.isPairPure) writeSingle(at, start);
    else if (classCount == 0) tree.writeAnswer(at, pair.pairAnswer);
    else tree.writeRange(at, start, start + 2);
    return;
  }
  const left = pair.pairLeft;
  const right = 2 * start + 1 - left;
  const isLeftHeavier = countOf(samples.packs[left]) >= countOf(samples.packs[right]);
  tree.importances[pair.pairFeature] += max<f64>(0, pair.pairGain);
  const flags = isLeftHeavier ? MISSING_LEFT : 0;
  tree.writeNode(at, pair.pairFeature, flags, pair.pairLow, pair.pairHigh);
  tree.nexts[at] = at + 2;
  writeSingle(tree.addNodes(2), left);
  writeSingle(at + 2, right);
}

/** Partitions the samples by the split that `look` wrote, and completes it. */
function applySplit(at: u32, start: u32, end: u32): void {
  const feature = tree.features[at];
  const flags = <u32>tree.flags[at];
  const cut = tree.cuts[at];
  const side = flags >>> 2;
  tree.importances[feature] += max<f64>(0, lastGain);
  if (flags & CATEGORICAL) {
    partition.partitionLevels(start, end, feature, tree.setBits.from(cut), side);
  } else {
    partition.partitionRanks(start, end, feature, cut, side, sidesArePure);
    tree.cuts[at] = partition.largestLeft;
    tree.aboves[at] = <u16>partition.smallestRight;
  }
  const missing = partition.missingGoesLeft ? MISSING_LEFT : 0;
  tree.flags[at] = <u8>((flags & CATEGORICAL) | missing);
}

/** Always splits the node whose split lowers impurity most; of equals the older. */
function growBestFirst(samples: u32): void {
  let waiting = addToFrontier(tree.addNodes(1), 0, samples, 0, 0);
  for (let leaves: u32 = 1; leaves < maxLeafNodes && waiting > 0; leaves++) {
    const at = heap[0];
    waiting--;
    if (waiting > 0) sink(heap, waiting, 0, heap[waiting], gains, NO_TIES);
    const place = placeOf(at);
    const depth = place.depth + 1;
    lastGain = gains[at];
    applySplit(at, place.start, place.end);
    const middle = partition.middle;
    const left = tree.addNodes(2);
    tree.lefts[at] = left;
    tree.nexts[at] = left + 1;
    waiting = addToFrontier(left, place.start, middle, depth, waiting);
    waiting = addToFrontier(left + 1, middle, place.end, depth, waiting);
  }
  for (let i: u32 = 0; i < waiting; i++) endAsLeaf(heap[i]);
}

function addToFrontier(at: u32, start: u32, end: u32, depth: u32, waiting: u32): u32 {
  restoreConstants(0); // a feature that is constant in one subtree need not be in the next
  wait(at, start, end, depth, NO_PARENT);
  if (!look(at, start, end, depth)) return waiting;
  gains[at] = lastGain;
  push(heap, waiting, at, gains, NO_TIES);
  return waiting + 1;
}

function endAsLeaf(at: u32): void {
  const place = placeOf(at);
  if (classCount == 0) tree.writePure(at, at);
  else tree.writeRange(at, place.start, place.end);
}

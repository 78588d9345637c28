/**
 * Grows one tree. Nodes are written in preorder (depth-first) or in the order of growth (best-first, with `nodeLeft`;
 * the host puts them in preorder). A leaf of several classes has the flag LEAF_OF_SAMPLES and, instead of its
 * answer, the range of its samples in `nodeNext` and `nodeCut`: they stay where they are, so the host can add
 * them up.
 */
import {
  bestLevels,
  classCount,
  codeCounts,
  featureCount,
  featureOrder,
  heap,
  importances,
  maxDepth,
  maxLeafNodes,
  minImpurityDecrease,
  minSamplesLeaf,
  minSamplesSplit,
  nodeAbove,
  nodeAnswer,
  nodeCut,
  nodeFeature,
  nodeFlags,
  nodeGain,
  nodeLeft,
  nodeNext,
  nodePlace,
  samplePacks,
  sampleValues,
  setBits,
  stack,
} from './memory';
import { bestScore } from './best';
import { enter, readTable } from './columns';
import { findSplit, forgetConstants, knownConstants, restoreConstants } from './find-split';
import {
  answer,
  bestPossibleScore,
  classOfFirst,
  isPure,
  leave,
  lookAt,
  ownScore,
  total,
  weight,
} from './node';
import {
  arePairsSimple,
  decideOnPairs,
  isPairPure,
  lookAtPair,
  pairAnswer,
  pairFeature,
  pairGain,
  pairHigh,
  pairLeft,
  pairLow,
} from './pair';
import {
  largestLeft,
  leftClass,
  middle,
  missingGoesLeft,
  partitionLevels,
  partitionRanks,
  reserveSet,
  rightClass,
  sidesOfPureSplit,
  smallestRight,
} from './partition';
import { bestCut, bestFeature, bestIsCategorical, bestMissing } from './try-feature';

const LEAF: i32 = -1;
const MISSING_LEFT: u8 = 1;
const CATEGORICAL: u8 = 2;
const LEAF_OF_SAMPLES: u8 = 128;
const NO_PARENT: u32 = 0xffff_ffff;

let nodeCount: u32 = 0;
/** Words of `setBits` in use. */
let setWords: u32 = 0;
let rootWeight: f64 = 0;
/** Leaves that store their samples instead of an answer. */
let sampleLeaves: u32 = 0;
/** Regression, depth-first: the number of leaves, whose answers are stored consecutively. */
let answerLeaves: u32 = 0;

export function nodesGrown(): u32 {
  return nodeCount;
}

export function setWordsUsed(): u32 {
  return setWords;
}

export function leavesOfSamples(): u32 {
  return sampleLeaves;
}

export function leavesOfAnswers(): u32 {
  return answerLeaves;
}

/** @param samples entries of the bag's arrays */
export function growTree(samples: u32): void {
  nodeCount = 0;
  setWords = 0;
  sampleLeaves = 0;
  answerLeaves = 0;
  memory.fill(importances, 0, (<usize>featureCount) << 3);
  for (let feature: u32 = 0; feature < featureCount; feature++) {
    store<u32>(featureOrder + ((<usize>feature) << 2), feature);
  }
  forgetConstants();
  readTable();
  decideOnPairs();
  if (maxLeafNodes == u32.MAX_VALUE) growDepthFirst(samples);
  else growBestFirst(samples);
}

function growDepthFirst(samples: u32): void {
  let top = push(stack, 0, samples, 0, NO_PARENT, 0);
  while (top > stack) {
    top -= 20;
    const start = load<u32>(top);
    const end = load<u32>(top, 4);
    const depth = load<u32>(top, 8);
    const parent = load<u32>(top, 12);
    const node = nodeCount++;
    if (parent != NO_PARENT) store<u32>(nodeNext + ((<usize>parent) << 2), node);
    if (end - start == 1) {
      writeSingle(node, start);
      continue;
    }
    if (end - start == 2 && arePairsSimple && depth < maxDepth) {
      enter(start, end);
      growPair(node, start);
      continue;
    }
    restoreConstants(load<u32>(top, 16));
    enter(start, end);
    if (!look(node, start, end, depth)) continue;
    applySplit(node, start, end);
    if (sidesArePure) {
      nodeCount += 2;
      store<u32>(nodeNext + ((<usize>node) << 2), node + 2);
      writePure(node + 1, leftClass);
      writePure(node + 2, rightClass);
      continue;
    }
    top = push(top, middle, end, depth + 1, node, knownConstants());
    top = push(top, start, middle, depth + 1, NO_PARENT, knownConstants());
  }
}

function push(top: usize, start: u32, end: u32, depth: u32, parent: u32, known: u32): usize {
  store<u32>(top, start);
  store<u32>(top, end, 4);
  store<u32>(top, depth, 8);
  store<u32>(top, parent, 12);
  store<u32>(top, known, 16);
  return top + 20;
}

/**
 * Writes the node: a leaf, or the split that was found (for `applySplit` to complete).
 *
 * @returns whether there is a split
 */
function look(node: u32, start: u32, end: u32, depth: u32): bool {
  lookAt(start, end);
  if (node == 0) rootWeight = weight;
  const isFinal =
    isPure || depth >= maxDepth || total < minSamplesSplit || <u64>total < 2 * <u64>minSamplesLeaf;
  const isSplit = !isFinal && findSplit() && lowersEnough();
  if (isSplit) writeSplit(node);
  else writeLeaf(node, start, end);
  leave();
  return isSplit;
}

function lowersEnough(): bool {
  return minImpurityDecrease <= 0 || (bestScore - ownScore) / rootWeight >= minImpurityDecrease;
}

function writeSplit(node: u32): void {
  store<i32>(nodeFeature + ((<usize>node) << 2), <i32>bestFeature);
  store<u8>(nodeFlags + node, <u8>((bestIsCategorical ? CATEGORICAL : 0) | (bestMissing << 2)));
  if (bestIsCategorical) {
    const words = (load<u32>(codeCounts + ((<usize>bestFeature) << 2)) + 31) >>> 5;
    const set = setBits + ((<usize>setWords) << 2);
    reserveSet(set, words);
    memory.copy(set, bestLevels, (<usize>words) << 2);
    store<u32>(nodeCut + ((<usize>node) << 2), setWords);
    setWords += words;
  } else {
    store<u32>(nodeCut + ((<usize>node) << 2), bestCut);
  }
  lastGain = bestScore - ownScore;
  sidesArePure =
    maxLeafNodes == u32.MAX_VALUE && !bestIsCategorical && bestScore == bestPossibleScore();
  if (classCount == 0 && maxLeafNodes != u32.MAX_VALUE) {
    store<f64>(nodeAnswer + ((<usize>node) << 3), answer); // in case it stays a leaf
  }
}

/** By how much the split that `look` found lowers weight times impurity. */
let lastGain: f64 = 0;
/** Whether it leaves nothing to split, so that its two leaves are written at once (depth-first). */
let sidesArePure: bool = false;

function writeLeaf(node: u32, start: u32, end: u32): void {
  store<i32>(nodeFeature + ((<usize>node) << 2), LEAF);
  store<u8>(nodeFlags + node, 0);
  store<u32>(nodeCut + ((<usize>node) << 2), 0);
  store<u16>(nodeAbove + ((<usize>node) << 1), 0);
  if (classCount == 0) {
    writeAnswer(node, answer);
  } else if (isPure) {
    store<u32>(nodeNext + ((<usize>node) << 2), classOfFirst);
  } else {
    writeRange(node, start, end);
  }
}

function writePure(node: u32, klass: u32): void {
  store<i32>(nodeFeature + ((<usize>node) << 2), LEAF);
  store<u8>(nodeFlags + node, 0);
  store<u32>(nodeCut + ((<usize>node) << 2), 0);
  store<u16>(nodeAbove + ((<usize>node) << 1), 0);
  store<u32>(nodeNext + ((<usize>node) << 2), klass);
}

/** A leaf of one sample. */
function writeSingle(node: u32, sample: u32): void {
  if (classCount > 0) {
    writePure(node, load<u32>(samplePacks + ((<usize>sample) << 2)) >>> 16);
    return;
  }
  writePure(node, 0);
  writeAnswer(node, load<f64>(sampleValues + ((<usize>sample) << 3)) + 0);
}

/** A node of two samples with everything below it. */
function growPair(node: u32, start: u32): void {
  if (!lookAtPair(start)) {
    if (isPairPure) {
      writeSingle(node, start);
      return;
    }
    writePure(node, 0);
    if (classCount == 0) writeAnswer(node, pairAnswer);
    else writeRange(node, start, start + 2);
    return;
  }
  const right = 2 * start + 1 - pairLeft;
  const leftCount = load<u32>(samplePacks + ((<usize>pairLeft) << 2)) & 0xffff;
  const rightCount = load<u32>(samplePacks + ((<usize>right) << 2)) & 0xffff;
  const gain = importances + ((<usize>pairFeature) << 3);
  store<f64>(gain, load<f64>(gain) + max<f64>(0, pairGain));
  store<i32>(nodeFeature + ((<usize>node) << 2), <i32>pairFeature);
  store<u8>(nodeFlags + node, leftCount >= rightCount ? MISSING_LEFT : 0);
  store<u32>(nodeCut + ((<usize>node) << 2), pairLow);
  store<u16>(nodeAbove + ((<usize>node) << 1), <u16>pairHigh);
  store<u32>(nodeNext + ((<usize>node) << 2), node + 2);
  nodeCount += 2;
  writeSingle(node + 1, pairLeft);
  writeSingle(node + 2, right);
}

function writeAnswer(node: u32, value: f64): void {
  const place = maxLeafNodes == u32.MAX_VALUE ? answerLeaves++ : node;
  store<u32>(nodeNext + ((<usize>node) << 2), place);
  store<f64>(nodeAnswer + ((<usize>place) << 3), value);
}

function writeRange(node: u32, start: u32, end: u32): void {
  sampleLeaves++;
  store<u8>(nodeFlags + node, LEAF_OF_SAMPLES);
  store<u32>(nodeNext + ((<usize>node) << 2), start);
  store<u32>(nodeCut + ((<usize>node) << 2), end);
}

/** Partitions the samples by the split that `look` wrote, and completes it. */
function applySplit(node: u32, start: u32, end: u32): void {
  const feature = load<u32>(nodeFeature + ((<usize>node) << 2));
  const flags = load<u8>(nodeFlags + node);
  const cut = load<u32>(nodeCut + ((<usize>node) << 2));
  const gain = importances + ((<usize>feature) << 3);
  store<f64>(gain, load<f64>(gain) + max<f64>(0, lastGain));
  if ((flags & CATEGORICAL) != 0) {
    partitionLevels(start, end, feature, setBits + ((<usize>cut) << 2), flags >>> 2);
    store<u16>(nodeAbove + ((<usize>node) << 1), 0);
  } else {
    if (sidesArePure) sidesOfPureSplit(start, end, feature, cut, flags >>> 2);
    else partitionRanks(start, end, feature, cut, flags >>> 2);
    store<u32>(nodeCut + ((<usize>node) << 2), largestLeft);
    store<u16>(nodeAbove + ((<usize>node) << 1), <u16>smallestRight);
  }
  store<u8>(nodeFlags + node, (flags & CATEGORICAL) | (missingGoesLeft ? MISSING_LEFT : 0));
}

/** Always splits the node whose split lowers impurity most; of equals the older. */
function growBestFirst(samples: u32): void {
  let waiting = addToFrontier(0, 0, samples, 0, 0);
  nodeCount = 1;
  for (let leaves: u32 = 1; leaves < maxLeafNodes && waiting > 0; leaves++) {
    const node = load<u32>(heap);
    waiting--;
    if (waiting > 0) sink(load<u32>(heap + ((<usize>waiting) << 2)), waiting);
    const place = nodePlace + ((<usize>node) << 4);
    const start = load<u32>(place);
    const end = load<u32>(place, 4);
    const depth = load<u32>(place, 8) + 1;
    lastGain = load<f64>(nodeGain + ((<usize>node) << 3));
    applySplit(node, start, end);
    const half = middle;
    const left = nodeCount;
    nodeCount += 2;
    store<u32>(nodeLeft + ((<usize>node) << 2), left);
    store<u32>(nodeNext + ((<usize>node) << 2), left + 1);
    waiting = addToFrontier(left, start, half, depth, waiting);
    waiting = addToFrontier(left + 1, half, end, depth, waiting);
  }
  for (let i: u32 = 0; i < waiting; i++) endAsLeaf(load<u32>(heap + ((<usize>i) << 2)));
}

function addToFrontier(node: u32, start: u32, end: u32, depth: u32, waiting: u32): u32 {
  forgetConstants(); // a feature that is constant in one subtree need not be in the next
  const place = nodePlace + ((<usize>node) << 4);
  store<u32>(place, start);
  store<u32>(place, end, 4);
  store<u32>(place, depth, 8);
  if (!look(node, start, end, depth)) return waiting;
  store<f64>(nodeGain + ((<usize>node) << 3), lastGain);
  let hole = waiting;
  while (hole > 0) {
    const parent = (hole - 1) >>> 1;
    const other = load<u32>(heap + ((<usize>parent) << 2));
    if (!isBefore(node, other)) break;
    store<u32>(heap + ((<usize>hole) << 2), other);
    hole = parent;
  }
  store<u32>(heap + ((<usize>hole) << 2), node);
  return waiting + 1;
}

function sink(node: u32, waiting: u32): void {
  let hole: u32 = 0;
  for (let child: u32 = 1; child < waiting; child = 2 * hole + 1) {
    let larger = load<u32>(heap + ((<usize>child) << 2));
    if (child + 1 < waiting) {
      const other = load<u32>(heap + ((<usize>(child + 1)) << 2));
      if (isBefore(other, larger)) {
        larger = other;
        child++;
      }
    }
    if (isBefore(node, larger)) break;
    store<u32>(heap + ((<usize>hole) << 2), larger);
    hole = child;
  }
  store<u32>(heap + ((<usize>hole) << 2), node);
}

function isBefore(node: u32, other: u32): bool {
  const a = load<f64>(nodeGain + ((<usize>node) << 3));
  const b = load<f64>(nodeGain + ((<usize>other) << 3));
  return a != b ? a > b : node < other;
}

function endAsLeaf(node: u32): void {
  const place = nodePlace + ((<usize>node) << 4);
  store<i32>(nodeFeature + ((<usize>node) << 2), LEAF);
  store<u8>(nodeFlags + node, 0);
  store<u32>(nodeCut + ((<usize>node) << 2), 0);
  store<u16>(nodeAbove + ((<usize>node) << 1), 0);
  if (classCount == 0) store<u32>(nodeNext + ((<usize>node) << 2), node);
  else writeRange(node, load<u32>(place), load<u32>(place, 4));
}

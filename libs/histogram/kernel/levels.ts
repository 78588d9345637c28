/**
 * Orders a node's levels of a categorical feature by their answers; see src/reference/grouping.ts and
 * class-node.ts. A missing value is one more level.
 */
import {
  classCount,
  deviations,
  levelAnswers,
  levelCodes,
  levelOrder,
  levelPlace,
  levelRank,
  levelSums,
  levelWeights,
  nodeCodes,
  nodeCounts,
  nodeSums,
  samplePacks,
} from './memory';
import { first, isCounted, size, weight, weightOf } from './node';

/** Levels that occur in the node. */
export let levelCount: u32 = 0;

/** Lists the levels as they first appear, with their weights and answers, and sorts them. */
export function orderLevels(): void {
  listLevels();
  const width: u32 = max<u32>(1, classCount);
  const chosen = classCount == 2 ? 1 : classCount > 2 ? widestClass() : 0;
  for (let level: u32 = 0; level < levelCount; level++) {
    const sum = load<f64>(levelSums + ((<usize>(level * width + chosen)) << 3));
    const share = sum / load<f64>(levelWeights + ((<usize>level) << 3));
    store<f64>(levelAnswers + ((<usize>level) << 3), share);
    store<u32>(levelOrder + ((<usize>level) << 2), level);
  }
  heapSort();
  for (let rank: u32 = 0; rank < levelCount; rank++) {
    store<u32>(levelRank + ((<usize>load<u32>(levelOrder + ((<usize>rank) << 2))) << 2), rank);
  }
}

export function forgetLevels(): void {
  for (let level: u32 = 0; level < levelCount; level++) {
    const code = load<u32>(levelCodes + ((<usize>level) << 2));
    store<u32>(levelPlace + ((<usize>code) << 2), 0);
  }
}

/** The rank of a sample's level in the order of their answers. */
export function rankOf(code: u32): u32 {
  const level = load<u32>(levelPlace + ((<usize>code) << 2)) - 1;
  return load<u32>(levelRank + ((<usize>level) << 2));
}

function listLevels(): void {
  const width: u32 = max<u32>(1, classCount);
  levelCount = 0;
  for (let i: u32 = 0; i < size; i++) {
    const code = load<u16>(nodeCodes + ((<usize>i) << 1));
    const place = levelPlace + ((<usize>code) << 2);
    let level = load<u32>(place) - 1;
    if (level == u32.MAX_VALUE) {
      level = levelCount++;
      store<u32>(place, level + 1);
      store<u32>(levelCodes + ((<usize>level) << 2), code);
      store<f64>(levelWeights + ((<usize>level) << 3), 0);
      memory.fill(levelSums + ((<usize>(level * width)) << 3), 0, (<usize>width) << 3);
    }
    const sample = first + i;
    const added = weightOf(sample);
    const weights = levelWeights + ((<usize>level) << 3);
    store<f64>(weights, load<f64>(weights) + added);
    const klass = load<u32>(samplePacks + ((<usize>sample) << 2)) >>> 16; // 0 in regression
    const sum = levelSums + ((<usize>(level * width + klass)) << 3);
    const more = classCount > 0 ? added : load<f64>(deviations + ((<usize>sample) << 3));
    store<f64>(sum, load<f64>(sum) + more);
  }
}

function widestClass(): u32 {
  let chosen: u32 = 0;
  let widest: f64 = -Infinity;
  for (let klass: u32 = 0; klass < classCount; klass++) {
    let spread: f64 = 0;
    for (let level: u32 = 0; level < levelCount; level++) {
      const sum = load<f64>(levelSums + ((<usize>(level * classCount + klass)) << 3));
      spread += (sum * sum) / load<f64>(levelWeights + ((<usize>level) << 3));
    }
    const all = isCounted()
      ? <f64>load<u32>(nodeCounts + ((<usize>klass) << 2))
      : load<f64>(nodeSums + ((<usize>klass) << 3));
    spread -= (all * all) / weight;
    if (spread > widest) {
      widest = spread;
      chosen = klass;
    }
  }
  return chosen;
}

/** By answer, then by code: no two levels are equal, so that any way of sorting gives one order. */
function isBefore(a: u32, b: u32): bool {
  const answerA = load<f64>(levelAnswers + ((<usize>a) << 3));
  const answerB = load<f64>(levelAnswers + ((<usize>b) << 3));
  if (answerA != answerB) return answerA < answerB;
  return load<u32>(levelCodes + ((<usize>a) << 2)) < load<u32>(levelCodes + ((<usize>b) << 2));
}

function heapSort(): void {
  for (let root = levelCount >>> 1; root > 0; root--) sink(root - 1, levelCount);
  for (let end = levelCount; end > 1; end--) {
    const last = load<u32>(levelOrder + ((<usize>(end - 1)) << 2));
    store<u32>(levelOrder + ((<usize>(end - 1)) << 2), load<u32>(levelOrder));
    store<u32>(levelOrder, last);
    sink(0, end - 1);
  }
}

function sink(root: u32, end: u32): void {
  const moved = load<u32>(levelOrder + ((<usize>root) << 2));
  let hole = root;
  for (let child: u32 = 2 * hole + 1; child < end; child = 2 * hole + 1) {
    let larger = load<u32>(levelOrder + ((<usize>child) << 2));
    if (child + 1 < end) {
      const other = load<u32>(levelOrder + ((<usize>(child + 1)) << 2));
      if (isBefore(larger, other)) {
        larger = other;
        child++;
      }
    }
    if (!isBefore(moved, larger)) break;
    store<u32>(levelOrder + ((<usize>hole) << 2), larger);
    hole = child;
  }
  store<u32>(levelOrder + ((<usize>hole) << 2), moved);
}

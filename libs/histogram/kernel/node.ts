import {
  classCount,
  deviations,
  isEntropy,
  isWeighted,
  nodeCounts,
  nodeSums,
  samplePacks,
  sampleValues,
  sampleWeights,
} from './memory';
import { purity, term } from './impurity';

/** The current node: its samples are first to first + size (exclusive). */
export let first: u32 = 0;
export let size: u32 = 0;
/** Samples, counted as often as the bag holds them. */
export let total: u32 = 0;
export let weight: f64 = 0;
export let isPure: bool = false;
/** The first sample's class, or the answer of a leaf here. */
export let classOfFirst: u32 = 0;
export let answer: f64 = 0;
/** The score of not splitting. */
export let ownScore: f64 = 0;
/** Sum of the classes' terms: whole numbers, or not. */
export let squares: i64 = 0;
export let termSum: f64 = 0;

/** True if classes are counted in whole numbers and measured by gini: the fast path. */
export function isCounted(): bool {
  return !isWeighted && !isEntropy;
}

/** The score of a split into two pure sides, which no split exceeds even by rounding; Infinity if that is not certain. */
export function bestPossibleScore(): f64 {
  if (classCount == 0 || (isWeighted && !isEntropy)) return Infinity;
  return isEntropy ? 0 : weight;
}

export function lookAt(start: u32, end: u32): void {
  first = start;
  size = end - start;
  if (classCount == 0) lookAtValues();
  else if (isCounted()) lookAtCounts();
  else lookAtSums();
}

/** Clears what `lookAt` left in the arrays of classes. */
export function leave(): void {
  if (classCount == 0 || !isCounted()) return;
  if (size > classCount) {
    memory.fill(nodeCounts, 0, (<usize>classCount) << 2);
    return;
  }
  let at = samplePacks + ((<usize>first) << 2);
  const end = at + ((<usize>size) << 2);
  for (; at < end; at += 4) store<u32>(nodeCounts + ((<usize>(load<u32>(at) >>> 16)) << 2), 0);
}

function lookAtCounts(): void {
  const counts = nodeCounts;
  let at = samplePacks + ((<usize>first) << 2);
  const end = at + ((<usize>size) << 2);
  let samples: u32 = 0;
  let sum: i64 = 0;
  const firstClass = load<u32>(at) >>> 16;
  for (; at < end; at += 4) {
    const pack = load<u32>(at);
    const count = pack & 0xffff;
    const cell = counts + ((<usize>(pack >>> 16)) << 2);
    const before = load<u32>(cell);
    store<u32>(cell, before + count);
    samples += count;
    sum += <i64>count * (2 * <i64>before + count);
  }
  total = samples;
  weight = <f64>samples;
  squares = sum;
  classOfFirst = firstClass;
  isPure = load<u32>(counts + ((<usize>firstClass) << 2)) == samples;
  ownScore = <f64>sum / weight;
}

function lookAtSums(): void {
  memory.fill(nodeSums, 0, (<usize>classCount) << 3);
  let samples: u32 = 0;
  weight = 0;
  termSum = 0;
  isPure = true;
  for (let i: u32 = 0; i < size; i++) {
    const pack = load<u32>(samplePacks + ((<usize>(first + i)) << 2));
    const klass = pack >>> 16;
    if (i == 0) classOfFirst = klass;
    else if (klass != classOfFirst) isPure = false;
    const added = weightOf(first + i);
    const cell = nodeSums + ((<usize>klass) << 3);
    const before = load<f64>(cell);
    const after = before + added;
    store<f64>(cell, after);
    samples += pack & 0xffff;
    weight += added;
    termSum += term(after) - term(before);
  }
  total = samples;
  ownScore = purity(termSum, weight);
}

function lookAtValues(): void {
  const values = sampleValues + ((<usize>first) << 3);
  const packs = samplePacks + ((<usize>first) << 2);
  const count = <usize>size;
  const value0 = load<f64>(values);
  let areEqual = true;
  let samples: u32 = 0;
  let sum: f64 = 0;
  let added: f64 = 0;
  if (isWeighted) {
    for (let i: usize = 0; i < count; i++) {
      const value = load<f64>(values + (i << 3));
      const w = weightOf(first + <u32>i);
      samples += load<u32>(packs + (i << 2));
      added += w;
      sum += w * value;
      areEqual = areEqual && value == value0;
    }
  } else {
    for (let i: usize = 0; i < count; i++) {
      const value = load<f64>(values + (i << 3));
      const times = load<u32>(packs + (i << 2));
      samples += times;
      sum += <f64>times * value;
      areEqual = areEqual && value == value0;
    }
    added = <f64>samples;
  }
  total = samples;
  weight = added;
  isPure = areEqual;
  const mean = sum / added;
  answer = isPure ? value0 + 0 : mean;
  ownScore = 0;
  if (isPure) return;
  const sums = deviations + ((<usize>first) << 3);
  if (isWeighted) {
    for (let i: usize = 0; i < count; i++) {
      const deviation = load<f64>(values + (i << 3)) - mean;
      store<f64>(sums + (i << 3), weightOf(first + <u32>i) * deviation);
    }
    return;
  }
  for (let i: usize = 0; i < count; i++) {
    const deviation = load<f64>(values + (i << 3)) - mean;
    store<f64>(sums + (i << 3), <f64>load<u32>(packs + (i << 2)) * deviation);
  }
}

/** Count times row weight. */
export function weightOf(sample: u32): f64 {
  return isWeighted
    ? load<f64>(sampleWeights + ((<usize>sample) << 3))
    : <f64>(load<u32>(samplePacks + ((<usize>sample) << 2)) & 0xffff);
}

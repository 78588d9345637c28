/** The current node: what is known of its samples before features are tried. */
import { purity, term } from './impurity';
import { reserve } from './memory';
import { nowhere } from './numbers';
import { classCount, isEntropy, isWeighted } from './problem';
import * as samples from './samples';
import { classOf, countOf, weightOf } from './samples';
import { CLASS_SUMS, VALUES, chooseCells, isCounted, statistic } from './strategy';

/** Its samples are first to first + size (exclusive). */
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
/** [classCount, rounded up to a multiple of 8]: whole counts (0 between nodes). */
export let nodeCounts = nowhere<u32>();
/** [classCount]: sums that are not whole. */
export let nodeSums = nowhere<f64>();

export function layOut(): void {
  nodeCounts = reserve<u32>((classCount + 7) & ~7);
  nodeSums = reserve<f64>(classCount);
}

/** The score of a split into two pure sides, which no split exceeds even by rounding; Infinity if that is not certain. */
export function bestPossibleScore(): f64 {
  if (statistic == VALUES || (isWeighted && !isEntropy)) return Infinity;
  return isEntropy ? 0 : weight;
}

export function lookAt(start: u32, end: u32): void {
  first = start;
  size = end - start;
  if (statistic == VALUES) lookAtValues();
  else if (statistic == CLASS_SUMS) lookAtSums();
  else lookAtCounts();
  chooseCells(size, total);
}

/** Clears what `lookAt` left in `nodeCounts`. */
export function leave(): void {
  if (!isCounted()) return;
  if (size > classCount) {
    nodeCounts.clear(classCount);
    return;
  }
  const packs = samples.packs.from(first);
  for (let i: u32 = 0; i < size; i++) nodeCounts[classOf(packs[i])] = 0;
}

function lookAtCounts(): void {
  const packs = samples.packs.from(first);
  const counts = nodeCounts;
  const length = size;
  let all: u32 = 0;
  let sum: i64 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const pack = packs[i];
    const count = countOf(pack);
    const klass = classOf(pack);
    const before = counts[klass];
    counts[klass] = before + count;
    all += count;
    sum += <i64>count * (2 * <i64>before + count);
  }
  total = all;
  weight = <f64>all;
  squares = sum;
  classOfFirst = classOf(packs[0]);
  isPure = counts[classOfFirst] == all;
  ownScore = <f64>sum / weight;
}

function lookAtSums(): void {
  nodeSums.clear(classCount);
  total = 0;
  weight = 0;
  termSum = 0;
  isPure = true;
  classOfFirst = classOf(samples.packs[first]);
  for (let i = first; i < first + size; i++) {
    const klass = classOf(samples.packs[i]);
    if (klass != classOfFirst) isPure = false;
    const added = weightOf(i);
    const before = nodeSums[klass];
    nodeSums[klass] = before + added;
    total += countOf(samples.packs[i]);
    weight += added;
    termSum += term(before + added) - term(before);
  }
  ownScore = purity(termSum, weight);
}

function lookAtValues(): void {
  const values = samples.values.from(first);
  const packs = samples.packs.from(first);
  const weights = samples.weights.from(first);
  const weighted = isWeighted;
  const length = size;
  const value0 = values[0];
  let areEqual = true;
  let all: u32 = 0;
  let sum: f64 = 0;
  let added: f64 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const value = values[i];
    const w = weighted ? weights[i] : <f64>packs[i];
    all += packs[i];
    added += w;
    sum += w * value;
    areEqual = areEqual && value == value0;
  }
  total = all;
  weight = added;
  isPure = areEqual;
  const mean = sum / added;
  answer = isPure ? value0 + 0 : mean;
  ownScore = 0;
  if (isPure) return;
  const deviations = samples.deviations.from(first);
  for (let i: u32 = 0; i < length; i++) {
    const w = weighted ? weights[i] : <f64>packs[i];
    deviations[i] = w * (values[i] - mean);
  }
}

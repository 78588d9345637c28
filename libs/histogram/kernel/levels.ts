/**
 * Orders a node's levels of a categorical feature by their answers; see src/reference/grouping.ts and
 * class-node.ts. A missing value is one more level.
 */
import { nodeCodes } from './columns';
import { heapSort } from './heap';
import { reserve } from './memory';
import { first, nodeCounts, nodeSums, size, weight } from './node';
import { nowhere } from './numbers';
import { classCount, maxLevels } from './problem';
import * as samples from './samples';
import { classOf, weightOf } from './samples';
import { isCounted } from './strategy';

/** See src/reference/level-signal.ts. */
const FREE_LEVELS: u32 = 4;

/** Levels that occur in the node. */
export let levelCount: u32 = 0;
/** The share of the variance between them that chance does not explain. */
export let levelSignal: f64 = 1;
/** Of the samples' weights, or deviations. */
let sumOfSquares: f64 = 0;
/** [maxLevels + 1]: 1 + a level's index in the lists below, or 0 (all 0 between uses). */
let places = nowhere<u32>();
// Lists of the node's levels, as they first appear:
export let levelCodes = nowhere<u32>();
let weights = nowhere<f64>();
/** A row of [classCount or 1] each: weights of classes, or sums of deviations. */
let sums = nowhere<f64>();
let answers = nowhere<f64>();
let ranks = nowhere<u32>();
/** The indices in ascending order of their answers, then of their codes. */
export let levelOrder = nowhere<u32>();

export function layOutPlaces(): void {
  places = reserve<u32>(maxLevels + 1);
}

export function layOutLists(samples: u32): void {
  const levels: u32 = maxLevels > 0 ? min<u32>(samples, maxLevels + 1) : 0;
  levelCodes = reserve<u32>(levels);
  weights = reserve<f64>(levels);
  sums = reserve<f64>(levels * max<u32>(1, classCount));
  answers = reserve<f64>(levels);
  ranks = reserve<u32>(levels);
  levelOrder = reserve<u32>(levels);
}

/** Lists the levels, with their weights and answers, and sorts them. */
export function orderLevels(): void {
  listLevels();
  const width: u32 = max<u32>(1, classCount);
  const chosen = classCount == 2 ? 1 : classCount > 2 ? widestClass() : 0;
  levelSignal = signalOf(chosen);
  for (let level: u32 = 0; level < levelCount; level++) {
    answers[level] = sums[level * width + chosen] / weights[level];
    levelOrder[level] = level;
  }
  heapSort(levelOrder, levelCount, answers, levelCodes);
  for (let rank: u32 = 0; rank < levelCount; rank++) ranks[levelOrder[rank]] = rank;
}

export function forgetLevels(): void {
  for (let level: u32 = 0; level < levelCount; level++) places[levelCodes[level]] = 0;
}

/** The rank of a sample's level in the order of their answers. */
export function rankOf(code: u32): u32 {
  return ranks[places[code] - 1];
}

function listLevels(): void {
  const width: u32 = max<u32>(1, classCount);
  levelCount = 0;
  sumOfSquares = 0;
  for (let i: u32 = 0; i < size; i++) {
    const code = <u32>nodeCodes[i];
    if (places[code] == 0) addLevel(code, width);
    const level = places[code] - 1;
    const sample = first + i;
    const added = weightOf(sample);
    weights[level] += added;
    const klass = classOf(samples.packs[sample]); // 0 in regression
    const answer = classCount > 0 ? added : samples.deviations[sample];
    sums[level * width + klass] += answer;
    sumOfSquares += answer * answer;
  }
}

function addLevel(code: u32, width: u32): void {
  levelCodes[levelCount] = code;
  weights[levelCount] = 0;
  sums.from(levelCount * width).clear(width);
  places[code] = ++levelCount;
}

function signalOf(klass: u32): f64 {
  if (levelCount <= FREE_LEVELS) return 1;
  const share = allOf(klass) / weight;
  const impurity = classCount > 0 ? share * (1 - share) : 1;
  const freedom = <f64>(levelCount - FREE_LEVELS);
  const chance = (sumOfSquares / weight) * impurity * (freedom + sqrt(freedom / 2));
  return max<f64>(0, 1 - chance / between(klass));
}

/** The variance between levels, times the node's weight. */
function between(klass: u32): f64 {
  const width: u32 = max<u32>(1, classCount);
  let spread: f64 = 0;
  for (let level: u32 = 0; level < levelCount; level++) {
    const sum = sums[level * width + klass];
    spread += (sum * sum) / weights[level];
  }
  const all = allOf(klass);
  return spread - (all * all) / weight;
}

/** The node's weight of a class; deviations from the mean add up to 0. */
function allOf(klass: u32): f64 {
  if (classCount == 0) return 0;
  return isCounted() ? <f64>nodeCounts[klass] : nodeSums[klass];
}

/** The class whose shares differ most between levels. */
function widestClass(): u32 {
  let chosen: u32 = 0;
  let widest: f64 = -Infinity;
  for (let klass: u32 = 0; klass < classCount; klass++) {
    const spread = between(klass);
    if (spread > widest) {
      widest = spread;
      chosen = klass;
    }
  }
  return chosen;
}

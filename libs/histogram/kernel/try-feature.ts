/** Looks for the best place to split the node on one feature. */
import * as best from './best';
import { MISSING_IS_LEFT, MISSING_NONE, MISSING_RIGHT } from './best';
import { codeAt, columnOf, isNarrow, nodeCodes } from './columns';
import { fillByCodes, fillByGroups } from './fill-cells';
import {
  forgetLevels,
  levelCodes,
  levelCount,
  levelOrder,
  levelSignal,
  orderLevels,
  rankOf,
} from './levels';
import { reserve } from './memory';
import { first, size, total, weight } from './node';
import { nowhere } from './numbers';
import {
  codeCounts,
  exactSamples,
  featureKinds,
  hasMissing,
  isCategorical,
  isRandom,
  isWeighted,
  maxBins,
  maxima,
  maximaStart,
  maxLevels,
  minSamplesLeaf,
} from './problem';
import { randomBelow, randomFraction } from './random';
import * as samples from './samples';
import { countOf, weightOf } from './samples';
import { scanCells } from './scan-cells';
import { MISSING_GROUP, scanFewKeys, scanKeys } from './scan-keys';
import { scanPacks } from './scan-packs';
import { FEW_BITS, fewKeys, fewRanks, keys, rankFew, sortKeys, spareKeys } from './sort';
import {
  CLASS_SUMS,
  VALUES,
  isCounted,
  isFew,
  mostDirectCodes,
  mostGroups,
  mostPackGroups,
  statistic,
} from './strategy';

/** The best split so far, of any feature. */
export let bestFeature: u32 = 0;
/** Its score, with the whole gain. */
export let splitScore: f64 = 0;
export let bestIsCategorical: bool = false;
/** Numeric: codes up to it go left. */
export let bestCut: u32 = 0;
/** MISSING_NONE where no value is missing. */
export let bestMissing: u32 = 0;
/** [ceil(maxLevels / 32)]: levels that go left. */
export let bestLevels = nowhere<u32>();

const NO_CODE: u32 = 0xffff_ffff;

// How `writeKeys` groups codes.
const BY_RANK: u32 = 0;
const BY_CUT: u32 = 1;
const BY_LEVEL: u32 = 2;

// Found by `gatherCodes` in the node.
let lowest: u32 = 0;
let highest: u32 = 0;
let missingCount: u32 = 0;

export function layOut(): void {
  bestLevels = reserve<u32>((maxLevels + 31) >>> 5);
}

/** @returns false if the feature is constant in the node */
export function tryFeature(feature: u32): bool {
  if (featureKinds[feature] == 0) {
    if (codeCounts[feature] <= mostDirectCodes) return tryCells(feature);
    if (isFew) return size == 2 && statistic != CLASS_SUMS ? tryPair(feature) : tryFew(feature);
  }
  gatherCodes(feature);
  if (lowest == NO_CODE || (lowest == highest && missingCount == 0)) return false;
  best.startFeature();
  if (isCategorical(feature)) tryLevels(feature);
  else tryRanks(feature);
  return true;
}

/** A feature of few codes. */
function tryCells(feature: u32): bool {
  if (!fillByCodes(feature)) return false;
  best.startFeature();
  scanCells(codeCounts[feature]);
  if (best.placeFound) keepCut(feature, best.lastGroup);
  return true;
}

/** Two samples, which differ: there is one place at most. */
function tryPair(feature: u32): bool {
  const column = columnOf(feature);
  const code0 = codeAt(column, samples.rows[first], isNarrow);
  const code1 = codeAt(column, samples.rows[first + 1], isNarrow);
  if (code0 == code1) return false;
  const left = first + u32(code1 < code0);
  const count = countOf(samples.packs[left]);
  if (count < minSamplesLeaf || total - count < minSamplesLeaf) return true;
  best.startFeature();
  const code = min(code0, code1);
  if (statistic != VALUES) {
    best.offer(weight, code, MISSING_NONE); // both sides are pure
  } else {
    const square = samples.deviations[left] * samples.deviations[left];
    const leftWeight = weightOf(left);
    const rightWeight = weight - leftWeight;
    if (!(rightWeight > 0)) return true;
    best.offer(best.sumOfQuotients(square, leftWeight, square, rightWeight), code, MISSING_NONE);
  }
  if (best.placeFound) keepCut(feature, code);
  return true;
}

/** A small node without missing values: codes serve as groups themselves. */
function tryFew(feature: u32): bool {
  const column = columnOf(feature);
  const packs = samples.packs.from(first);
  const few = fewKeys;
  const ranks = fewRanks;
  const sorted = keys;
  const count = size;
  const differ = isNarrow
    ? inline.always(takeFew(true, column))
    : inline.always(takeFew(false, column));
  if (!differ) return false;
  rankFew(count);
  const counted = isCounted();
  for (let i: u32 = 0; i < count; i++) {
    const low = counted ? packs[i] : i;
    sorted[ranks[i]] = ((<u64>(few[i] >>> FEW_BITS)) << 32) | low;
  }
  best.startFeature();
  inline.always(scanFewKeys(sorted));
  if (best.placeFound) keepCut(feature, best.lastGroup);
  return true;
}

/** @returns false if all codes are equal */
function takeFew(narrow: bool, column: usize): bool {
  const rows = samples.rows.from(first);
  const few = fewKeys;
  const count = size;
  const code0 = codeAt(column, rows[0], narrow);
  let different: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const code = codeAt(column, rows[i], narrow);
    different |= code ^ code0;
    few[i] = (code << FEW_BITS) | i;
  }
  return different != 0;
}

function gatherCodes(feature: u32): void {
  const column = columnOf(feature);
  if (hasMissing(feature)) {
    if (isNarrow) inline.always(gather(true, true, column, feature));
    else inline.always(gather(false, true, column, feature));
  } else if (isNarrow) inline.always(gather(true, false, column, feature));
  else inline.always(gather(false, false, column, feature));
}

function gather(narrow: bool, canMiss: bool, column: usize, feature: u32): void {
  const rows = samples.rows.from(first);
  const missing = codeCounts[feature];
  const end = rows.address(size);
  let to = nodeCodes.address(0);
  let low: u32 = NO_CODE;
  let high: u32 = 0;
  let absent: u32 = 0;
  for (let row = rows.address(0); row < end; row += 4, to += 2) {
    const code = codeAt(column, load<u32>(row), narrow);
    store<u16>(to, code);
    if (canMiss && code == missing) {
      absent++;
      continue;
    }
    low = min(low, code);
    high = max(high, code);
  }
  lowest = low;
  highest = high;
  missingCount = absent;
}

function tryRanks(feature: u32): void {
  const low = lowest;
  const span = highest - low;
  if (isRandom && span > 0) {
    const cut = drawCut(feature);
    if (statistic == VALUES && missingCount == 0) {
      if (isWeighted) inline.always(scanCut(cut, true));
      else inline.always(scanCut(cut, false));
    } else {
      inline.always(writeKeys(BY_CUT, feature, 0, 0, cut));
      scanSorted(2, missingCount);
    }
    if (best.placeFound) keepCut(feature, best.lastGroup == 0 ? cut : highest);
    return;
  }
  let shift: u32 = 0;
  if (size > exactSamples) while (span >>> shift >= maxBins) shift++;
  const groups = (span >>> shift) + 1;
  if (missingCount == 0 && groups <= mostGroups) {
    fillByGroups(low, shift);
    scanCells(groups);
  } else if (missingCount == 0 && groups <= mostPackGroups) {
    scanPacks(low, shift, groups);
  } else {
    inline.always(writeKeys(BY_RANK, feature, low, shift, 0));
    scanSorted(groups, missingCount);
  }
  if (best.placeFound) keepCut(feature, min(highest, low + ((best.lastGroup + 1) << shift) - 1));
}

/** Writes the node's keys, those of samples without a value first: to both arrays, so that they stay there. */
function writeKeys(grouping: u32, feature: u32, low: u32, shift: u32, cut: u32): void {
  const counted = isCounted();
  const packs = samples.packs.from(first);
  const missing = missingCount > 0 && grouping != BY_LEVEL ? codeCounts[feature] : NO_CODE;
  const from = nodeCodes;
  const to = keys;
  const count = size;
  let absent: u32 = 0;
  let present = grouping == BY_LEVEL ? 0 : missingCount;
  for (let i: u32 = 0; i < count; i++) {
    const code = <u32>from[i];
    const sample = counted ? packs[i] : i;
    if (code == missing) {
      const key = ((<u64>MISSING_GROUP) << 32) | sample;
      to[absent] = key;
      spareKeys[absent++] = key;
      continue;
    }
    let group: u32;
    if (grouping == BY_RANK) group = (code - low) >>> shift;
    else if (grouping == BY_CUT) group = u32(code > cut);
    else group = isRandom ? u32(rankOf(code) > cut) : rankOf(code);
    to[present++] = ((<u64>group) << 32) | sample;
  }
}

function scanSorted(groups: u32, missing: u32): void {
  scanKeys(sortKeys(missing, size - missing, groups), missing);
}

/** One place in a quantity without missing values needs no order: its left side is added up as `scanKeys` would. */
function scanCut(cut: u32, weighted: bool): void {
  const codes = nodeCodes;
  const packs = samples.packs.from(first);
  const deviations = samples.deviations.from(first);
  const weights = samples.weights.from(first);
  const count = size;
  let left: u32 = 0;
  let leftSum: f64 = 0;
  let leftWeight: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const isLeft = <u32>codes[i] <= cut;
    left += isLeft ? packs[i] : 0;
    leftSum += isLeft ? deviations[i] : 0;
    if (weighted) leftWeight += isLeft ? weights[i] : 0;
  }
  if (left < minSamplesLeaf || total - left < minSamplesLeaf) return;
  if (!weighted) leftWeight = <f64>left;
  const rightWeight = weight - leftWeight;
  if (!(rightWeight > 0)) return;
  const square = leftSum * leftSum;
  best.offer(best.sumOfQuotients(square, leftWeight, square, rightWeight), 0, MISSING_NONE);
}

/** See drawCut in src/reference/grouping.ts. */
function drawCut(feature: u32): u32 {
  const largest = maxima.from(maximaStart[feature]);
  const from = largest[lowest];
  const drawn = from + randomFraction() * (largest[highest] - from);
  let low = lowest;
  let high = highest - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (largest[middle] <= drawn) low = middle;
    else high = middle - 1;
  }
  return low;
}

function keepCut(feature: u32, cut: u32): void {
  bestFeature = feature;
  splitScore = best.bestScore;
  bestIsCategorical = false;
  bestCut = cut;
  bestMissing = best.missingSide;
}

function tryLevels(feature: u32): void {
  orderLevels();
  const cut = isRandom ? randomBelow(levelCount - 1) : 0;
  inline.always(writeKeys(BY_LEVEL, feature, 0, 0, cut));
  const before = best.bestScore;
  best.shrinkGains(levelSignal);
  scanSorted(isRandom ? 2 : levelCount, 0);
  if (best.placeFound) keepLevels(feature, isRandom ? cut : best.lastGroup);
  best.restoreGains(levelSignal, before);
  forgetLevels();
}

function keepLevels(feature: u32, last: u32): void {
  const missing = codeCounts[feature];
  bestFeature = feature;
  splitScore = best.bestScore;
  bestIsCategorical = true;
  bestMissing = missingCount > 0 ? MISSING_RIGHT : MISSING_NONE;
  bestLevels.clear((maxLevels + 31) >>> 5);
  for (let rank: u32 = 0; rank <= last; rank++) {
    const code = levelCodes[levelOrder[rank]];
    if (code == missing) bestMissing = MISSING_IS_LEFT;
    else bestLevels[code >>> 5] |= 1 << (code & 31);
  }
}

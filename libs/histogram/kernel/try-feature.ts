/** Looks for the best place to split the node on one feature. */
import {
  CELL_BYTES,
  classCount,
  codeCounts,
  bestLevels,
  deviations,
  exactSamples,
  FEATURE_CATEGORICAL,
  FEATURE_HAS_MISSING,
  featureKinds,
  fewKeys,
  fewRanks,
  isRandom,
  isWeighted,
  keys,
  levelCodes,
  levelOrder,
  maxBins,
  maxima,
  maximaStart,
  maxLevels,
  minSamplesLeaf,
  missingSamples,
  nodeCodes,
  samplePacks,
  sampleRows,
} from './memory';
import { columnOf } from './columns';
import {
  lastGroup,
  MISSING_IS_LEFT,
  MISSING_NONE,
  MISSING_RIGHT,
  missingSide,
  offer,
  placeFound,
  startFeature,
} from './best';
import { forgetLevels, levelCount, orderLevels, rankOf } from './levels';
import { first, isCounted, size, total, weight, weightOf } from './node';
import { randomBelow, randomFraction } from './random';
import {
  fillClassCells,
  fillGroupCells,
  LANE_SAMPLES,
  scanLanes,
  vectorsOfClasses,
} from './class-cells';
import {
  fillTwoClasses,
  fillTwoClassGroups,
  scanManyCells,
  fillManyCells,
  fillManyGroupCells,
  scanClassGroups,
  scanSortedCounts,
  scanFewCounts,
  scanSortedTwoClasses,
  scanTwoClasses,
} from './scan-counts';
import { scanSortedSums } from './scan-sums';
import {
  fillValueCells,
  fillValueGroups,
  offerValues,
  scanFewValues,
  scanSortedValues,
  scanValueCells,
} from './scan-values';
import { FEW_BITS, FEW_KEYS, rankFew, sortKeys } from './sort';

/** The best split so far, of any feature. */
export let bestFeature: u32 = 0;
export let bestIsCategorical: bool = false;
/** Numeric: codes up to it go left. */
export let bestCut: u32 = 0;
/** MISSING_NONE where no value is missing. */
export let bestMissing: u32 = 0;

const NO_CODE: u32 = 0xffff_ffff;
/** Cells pay off while there are fewer than this many for each sample. */
const VALUE_CELLS_PER_SAMPLE: u32 = 1;
const GROUPS_PER_SAMPLE: u32 = 4;
const TWO_CLASS_CELLS_PER_SAMPLE: u32 = 2;
const VECTORS_PER_SAMPLE: u32 = 2;
/** So that cells of any kind can hold them. */
const MAX_DIRECT_CODES: u32 = 65_535;

// Found by `gatherCodes` in the node.
let lowest: u32 = 0;
let highest: u32 = 0;
let missingCount: u32 = 0;

/** @returns false if the feature is constant in the node */
export function tryFeature(feature: u32): bool {
  const kind = load<u8>(featureKinds + feature);
  if (kind == 0 && !isRandom) {
    const codeCount = load<u32>(codeCounts + ((<usize>feature) << 2));
    if (
      (codeCount <= maxBins || size <= exactSamples) &&
      codeCount <= MAX_DIRECT_CODES &&
      cellsPay(codeCount)
    ) {
      return tryCells(feature, codeCount);
    }
  }
  if (size <= FEW_KEYS && kind == 0 && !isRandom && size <= exactSamples) {
    return size == 2 && (classCount == 0 || isCounted()) ? tryPair(feature) : tryFewRanks(feature);
  }
  gatherCodes(feature, (kind & FEATURE_HAS_MISSING) != 0);
  if (lowest == NO_CODE || (lowest == highest && missingCount == 0)) return false;
  startFeature();
  if ((kind & FEATURE_CATEGORICAL) != 0) tryLevels(feature);
  else tryRanks(feature);
  return true;
}

/** A feature of few codes, each a group of its own: every code is read only once. */
function tryCells(feature: u32, codeCount: u32): bool {
  if (classCount == 0) {
    if (!fillValueCells(feature)) return false;
    startFeature();
    scanValueCells(codeCount);
  } else if (classCount == 2) {
    if (!fillTwoClasses(feature)) return false;
    startFeature();
    scanTwoClasses(codeCount);
  } else if (total < LANE_SAMPLES) {
    if (!fillClassCells(feature)) return false;
    startFeature();
    scanLanes(codeCount);
  } else {
    if (!fillManyCells(feature)) return false;
    startFeature();
    scanManyCells(codeCount);
  }
  if (placeFound) keepCut(feature, lastGroup);
  return true;
}

/** Whether adding up the groups costs less than sorting the node's samples. */
function cellsPay(groups: u32): bool {
  if (classCount == 0) return groups <= VALUE_CELLS_PER_SAMPLE * size;
  if (!isCounted()) return false;
  if (classCount == 2) return groups <= TWO_CLASS_CELLS_PER_SAMPLE * size;
  if (total >= LANE_SAMPLES) {
    const cells = <u64>groups * classCount;
    return cells <= size && cells * 4 <= CELL_BYTES;
  }
  const vectors = vectorsOfClasses();
  return (
    groups * (vectors + 1) <= VECTORS_PER_SAMPLE * size &&
    (<usize>(groups * vectors)) << 4 <= CELL_BYTES
  );
}

/** Two samples, which differ: there is one place at most. */
function tryPair(feature: u32): bool {
  const column = columnOf(feature);
  const rows = sampleRows + ((<usize>first) << 2);
  const code0 = <u32>load<u16>(column + ((<usize>load<u32>(rows)) << 1));
  const code1 = <u32>load<u16>(column + ((<usize>load<u32>(rows, 4)) << 1));
  if (code0 == code1) return false;
  const left = first + <u32>(code1 < code0);
  const count = load<u32>(samplePacks + ((<usize>left) << 2)) & 0xffff;
  if (count < minSamplesLeaf || total - count < minSamplesLeaf) return true;
  startFeature();
  const code = min(code0, code1);
  if (classCount > 0) {
    offer(weight, code, MISSING_NONE); // both sides are pure
  } else {
    const sum = load<f64>(deviations + ((<usize>left) << 3));
    offerValues(sum, weightOf(left), code, MISSING_NONE);
  }
  if (placeFound) keepCut(feature, code);
  return true;
}

/** A small node without missing values: codes serve as groups themselves. */
function tryFewRanks(feature: u32): bool {
  const column = columnOf(feature);
  const rows = sampleRows + ((<usize>first) << 2);
  const packs = samplePacks + ((<usize>first) << 2);
  const few = fewKeys;
  const count = <usize>size;
  const firstCode = <u32>load<u16>(column + ((<usize>load<u32>(rows)) << 1));
  let different: u32 = 0;
  for (let i: usize = 0; i < count; i++) {
    const code = <u32>load<u16>(column + ((<usize>load<u32>(rows + (i << 2))) << 1));
    different |= code ^ firstCode;
    store<u32>(few + (i << 2), (code << FEW_BITS) | (<u32>i));
  }
  if (different == 0) return false;
  rankFew(size);
  const counted = classCount > 0 && isCounted();
  const start = keys;
  const ranks = fewRanks;
  for (let i: usize = 0; i < count; i++) {
    const low = counted ? load<u32>(packs + (i << 2)) : <u32>i;
    const code = <u64>(load<u32>(few + (i << 2)) >>> FEW_BITS);
    store<u64>(start + ((<usize>load<u32>(ranks + (i << 2))) << 3), (code << 32) | low);
  }
  startFeature();
  if (counted && classCount == 2) scanSortedTwoClasses(start, size);
  else if (counted) scanFewCounts(start, size);
  else if (classCount > 0) scanSortedSums(start, size, 0);
  else if (isWeighted) scanSortedValues(start, size, 0);
  else scanFewValues(start, size);
  if (placeFound) keepCut(feature, lastGroup);
  return true;
}

function gatherCodes(feature: u32, hasMissing: bool): void {
  const column = columnOf(feature);
  const missing = load<u32>(codeCounts + ((<usize>feature) << 2));
  let row = sampleRows + ((<usize>first) << 2);
  const end = row + ((<usize>size) << 2);
  let to = nodeCodes;
  let low: u32 = NO_CODE;
  let high: u32 = 0;
  let absent: u32 = 0;
  if (!hasMissing) {
    for (; row < end; row += 4) {
      const code = <u32>load<u16>(column + ((<usize>load<u32>(row)) << 1));
      store<u16>(to, code);
      to += 2;
      low = min(low, code);
      high = max(high, code);
    }
  } else {
    for (; row < end; row += 4) {
      const code = <u32>load<u16>(column + ((<usize>load<u32>(row)) << 1));
      store<u16>(to, code);
      to += 2;
      if (code == missing) {
        absent++;
        continue;
      }
      low = min(low, code);
      high = max(high, code);
    }
  }
  lowest = low;
  highest = high;
  missingCount = absent;
}

function tryRanks(feature: u32): void {
  const low = lowest;
  const span = highest - low;
  let cut: u32 = 0;
  if (isRandom && span > 0) {
    cut = drawCut(feature);
    scanKeys(2, rankKeys(feature, 0, 0, cut + 1));
    if (placeFound) keepCut(feature, lastGroup == 0 ? cut : highest);
    return;
  }
  let shift: u32 = 0;
  if (size > exactSamples) while (span >>> shift >= maxBins) shift++;
  const groups = (span >>> shift) + 1;
  if (missingCount == 0 && scanCells(low, shift, groups)) {
    // found without sorting
  } else {
    scanKeys(groups, rankKeys(feature, low, shift, 0));
  }
  if (placeFound) keepCut(feature, min(highest, low + ((lastGroup + 1) << shift) - 1));
}

/** @returns false if cells would cost more than sorting */
function scanCells(low: u32, shift: u32, groups: u32): bool {
  if (cellsPay(groups)) {
    if (classCount == 0) {
      fillValueGroups(low, shift);
      scanValueCells(groups);
    } else if (classCount == 2) {
      fillTwoClassGroups(low, shift);
      scanTwoClasses(groups);
    } else if (total < LANE_SAMPLES) {
      fillGroupCells(low, shift);
      scanLanes(groups);
    } else {
      fillManyGroupCells(low, shift);
      scanManyCells(groups);
    }
    return true;
  }
  if (classCount <= 2 || !isCounted()) return false;
  if (groups > GROUPS_PER_SAMPLE * size) return false;
  scanClassGroups(low, shift, groups);
  return true;
}

/**
 * Writes a key for each sample with a value, and lists those without.
 *
 * @param above if not 0, there are two groups: codes below it and the others
 * @returns how many keys
 */
function rankKeys(feature: u32, low: u32, shift: u32, above: u32): u32 {
  const missing = load<u32>(codeCounts + ((<usize>feature) << 2));
  const counted = classCount > 0 && isCounted();
  if (missingCount == 0 && above == 0) {
    rankAll(low, shift, counted);
    return size;
  }
  let count: u32 = 0;
  let absent: u32 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const code = <u32>load<u16>(nodeCodes + ((<usize>i) << 1));
    if (code == missing) {
      store<u32>(missingSamples + ((<usize>absent) << 2), i);
      absent++;
      continue;
    }
    const group = above > 0 ? <u32>(code >= above) : (code - low) >>> shift;
    storeKey(count++, group, i, counted);
  }
  return count;
}

/** As `rankKeys`, if each sample has a key. */
function rankAll(low: u32, shift: u32, counted: bool): void {
  const from = nodeCodes;
  const to = keys;
  const packs = samplePacks + ((<usize>first) << 2);
  const count = <usize>size;
  for (let i: usize = 0; i < count; i++) {
    const group = (<u32>load<u16>(from + (i << 1)) - low) >>> shift;
    const sample = counted ? load<u32>(packs + (i << 2)) : <u32>i;
    store<u64>(to + (i << 3), ((<u64>group) << 32) | sample);
  }
}

function storeKey(at: u32, group: u32, sample: u32, counted: bool): void {
  const low = counted ? load<u32>(samplePacks + ((<usize>(first + sample)) << 2)) : sample;
  store<u64>(keys + ((<usize>at) << 3), ((<u64>group) << 32) | low);
}

function scanKeys(groups: u32, count: u32): void {
  const missing = size - count;
  const sorted = sortKeys(count, groups);
  if (classCount == 0) scanSortedValues(sorted, count, missing);
  else if (isCounted() && classCount == 2 && missing == 0) scanSortedTwoClasses(sorted, count);
  else if (isCounted()) scanSortedCounts(sorted, count, missing);
  else scanSortedSums(sorted, count, missing);
}

/** See drawCut in src/reference/grouping.ts. */
function drawCut(feature: u32): u32 {
  const start = maxima + ((<usize>load<u32>(maximaStart + ((<usize>feature) << 2))) << 3);
  const from = load<f64>(start + ((<usize>lowest) << 3));
  const drawn = from + randomFraction() * (load<f64>(start + ((<usize>highest) << 3)) - from);
  let low = lowest;
  let high = highest - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (load<f64>(start + ((<usize>middle) << 3)) <= drawn) low = middle;
    else high = middle - 1;
  }
  return low;
}

function keepCut(feature: u32, cut: u32): void {
  bestFeature = feature;
  bestIsCategorical = false;
  bestCut = cut;
  bestMissing = missingSide;
}

function tryLevels(feature: u32): void {
  orderLevels();
  const cut = isRandom ? randomBelow(levelCount - 1) : 0;
  const counted = classCount > 0 && isCounted();
  for (let i: u32 = 0; i < size; i++) {
    const rank = rankOf(load<u16>(nodeCodes + ((<usize>i) << 1)));
    storeKey(i, isRandom ? <u32>(rank > cut) : rank, i, counted);
  }
  scanKeys(isRandom ? 2 : levelCount, size);
  if (placeFound) keepLevels(feature, isRandom ? cut : lastGroup);
  forgetLevels();
}

function keepLevels(feature: u32, last: u32): void {
  const missing = load<u32>(codeCounts + ((<usize>feature) << 2));
  bestFeature = feature;
  bestIsCategorical = true;
  bestMissing = missingCount > 0 ? MISSING_RIGHT : MISSING_NONE;
  memory.fill(bestLevels, 0, (<usize>((maxLevels + 31) >>> 5)) << 2);
  for (let rank: u32 = 0; rank <= last; rank++) {
    const level = load<u32>(levelOrder + ((<usize>rank) << 2));
    const code = load<u32>(levelCodes + ((<usize>level) << 2));
    if (code == missing) {
      bestMissing = MISSING_IS_LEFT;
      continue;
    }
    const word = bestLevels + ((<usize>(code >>> 5)) << 2);
    store<u32>(word, load<u32>(word) | (1 << (code & 31)));
  }
}

/** Applies a split to a node's samples, which keep the order of their rows on either side. */
import {
  classCount,
  codeCounts,
  FEATURE_HAS_MISSING,
  featureKinds,
  growMemory,
  isWeighted,
  rightLevels,
  samplePacks,
  sampleRows,
  sampleValues,
  sampleWeights,
  sparePacks,
  spareRows,
  spareValues,
  spareWeights,
} from './memory';
import { columnOf } from './columns';
import { MISSING_IS_LEFT, MISSING_NONE } from './best';

/** The start of the right side. */
export let middle: u32 = 0;
/** The codes on either side of a numeric split. */
export let largestLeft: u32 = 0;
export let smallestRight: u32 = 0;
export let missingGoesLeft: bool = false;

/** Up to this many are copied faster by a loop than by `memory.copy`. */
const FEW_SAMPLES: u32 = 32;

function moveSample(from: u32, left: u32, right: u32): void {
  // Written to both sides; the side that is not advanced is overwritten by the next sample.
  const row = load<u32>(sampleRows + ((<usize>from) << 2));
  store<u32>(sampleRows + ((<usize>left) << 2), row);
  store<u32>(spareRows + ((<usize>right) << 2), row);
  const pack = load<u32>(samplePacks + ((<usize>from) << 2));
  store<u32>(samplePacks + ((<usize>left) << 2), pack);
  store<u32>(sparePacks + ((<usize>right) << 2), pack);
  if (isWeighted) {
    const weight = load<f64>(sampleWeights + ((<usize>from) << 3));
    store<f64>(sampleWeights + ((<usize>left) << 3), weight);
    store<f64>(spareWeights + ((<usize>right) << 3), weight);
  }
  if (classCount == 0) {
    const value = load<f64>(sampleValues + ((<usize>from) << 3));
    store<f64>(sampleValues + ((<usize>left) << 3), value);
    store<f64>(spareValues + ((<usize>right) << 3), value);
  }
}

function bringBack(left: u32, right: u32): void {
  middle = left;
  const size = <usize>right;
  if (right <= FEW_SAMPLES && !isWeighted) {
    const rows = sampleRows + ((<usize>left) << 2);
    const packs = samplePacks + ((<usize>left) << 2);
    for (let at: usize = 0; at < size << 2; at += 4) {
      store<u32>(rows + at, load<u32>(spareRows + at));
      store<u32>(packs + at, load<u32>(sparePacks + at));
    }
    if (classCount > 0) return;
    const values = sampleValues + ((<usize>left) << 3);
    for (let at: usize = 0; at < size << 3; at += 8) {
      store<f64>(values + at, load<f64>(spareValues + at));
    }
    return;
  }
  memory.copy(sampleRows + ((<usize>left) << 2), spareRows, size << 2);
  memory.copy(samplePacks + ((<usize>left) << 2), sparePacks, size << 2);
  if (isWeighted) memory.copy(sampleWeights + ((<usize>left) << 3), spareWeights, size << 3);
  if (classCount == 0) memory.copy(sampleValues + ((<usize>left) << 3), spareValues, size << 3);
}

export function partitionRanks(start: u32, end: u32, feature: u32, cut: u32, side: u32): void {
  if (isWeighted || (load<u8>(featureKinds + feature) & FEATURE_HAS_MISSING) != 0) {
    partitionAny(start, end, feature, cut, side);
  } else if (classCount > 0) {
    partitionClasses(start, end, feature, cut);
  } else {
    partitionValues(start, end, feature, cut);
  }
}

/** Without weights and missing values. Addresses are held in locals: the loop decides how long training takes. */
function partitionClasses(start: u32, end: u32, feature: u32, cut: u32): void {
  const column = columnOf(feature);
  const rows = sampleRows + ((<usize>start) << 2);
  const packs = samplePacks + ((<usize>start) << 2);
  const otherRows = spareRows;
  const otherPacks = sparePacks;
  const bytes = (<usize>(end - start)) << 2;
  let left: usize = 0;
  let leftCount: u32 = 0;
  let count: u32 = 0;
  let low: u32 = 0;
  let high: u32 = 0xffff;
  for (let at: usize = 0; at < bytes; at += 4) {
    const row = load<u32>(rows + at);
    const pack = load<u32>(packs + at);
    const code = <u32>load<u16>(column + ((<usize>row) << 1));
    const right = at - left;
    store<u32>(rows + left, row);
    store<u32>(packs + left, pack);
    store<u32>(otherRows + right, row);
    store<u32>(otherPacks + right, pack);
    const isBelow = <u32>(code <= cut);
    const mask = 0 - isBelow;
    low = max(low, code & mask);
    high = min(high, code | mask);
    leftCount += pack & 0xffff & mask;
    count += pack & 0xffff;
    left += (<usize>isBelow) << 2;
  }
  endPartition(start, left, bytes, low, high, leftCount, count);
}

/** As `partitionClasses`. */
function partitionValues(start: u32, end: u32, feature: u32, cut: u32): void {
  const column = columnOf(feature);
  const rows = sampleRows + ((<usize>start) << 2);
  const packs = samplePacks + ((<usize>start) << 2);
  const values = sampleValues + ((<usize>start) << 3);
  const otherRows = spareRows;
  const otherPacks = sparePacks;
  const otherValues = spareValues;
  const bytes = (<usize>(end - start)) << 2;
  let left: usize = 0;
  let leftCount: u32 = 0;
  let count: u32 = 0;
  let low: u32 = 0;
  let high: u32 = 0xffff;
  for (let at: usize = 0; at < bytes; at += 4) {
    const row = load<u32>(rows + at);
    const pack = load<u32>(packs + at);
    const value = load<f64>(values + (at << 1));
    const code = <u32>load<u16>(column + ((<usize>row) << 1));
    const right = at - left;
    store<u32>(rows + left, row);
    store<u32>(packs + left, pack);
    store<f64>(values + (left << 1), value);
    store<u32>(otherRows + right, row);
    store<u32>(otherPacks + right, pack);
    store<f64>(otherValues + (right << 1), value);
    const isBelow = <u32>(code <= cut);
    const mask = 0 - isBelow;
    low = max(low, code & mask);
    high = min(high, code | mask);
    leftCount += pack & mask;
    count += pack;
    left += (<usize>isBelow) << 2;
  }
  endPartition(start, left, bytes, low, high, leftCount, count);
}

function endPartition(
  start: u32,
  left: usize,
  bytes: usize,
  low: u32,
  high: u32,
  leftCount: u32,
  count: u32,
): void {
  bringBack(start + <u32>(left >>> 2), <u32>((bytes - left) >>> 2));
  largestLeft = low;
  smallestRight = high;
  missingGoesLeft = leftCount >= count - leftCount;
}

function partitionAny(start: u32, end: u32, feature: u32, cut: u32, side: u32): void {
  const column = columnOf(feature);
  const missing = load<u32>(codeCounts + ((<usize>feature) << 2));
  const hasMissing = (load<u8>(featureKinds + feature) & FEATURE_HAS_MISSING) != 0;
  const alsoLeft: u32 = side == MISSING_IS_LEFT && hasMissing ? missing : 0;
  let left = start;
  let right: u32 = 0;
  let leftCount: u32 = 0;
  let total: u32 = 0;
  let low: u32 = 0;
  let high = missing;
  for (let at = start; at < end; at++) {
    const code = <u32>(
      load<u16>(column + ((<usize>load<u32>(sampleRows + ((<usize>at) << 2))) << 1))
    );
    const count = load<u32>(samplePacks + ((<usize>at) << 2)) & 0xffff;
    const isBelow = <u32>(code <= cut);
    const goesLeft = isBelow | ((<u32>(code == alsoLeft)) & (<u32>(alsoLeft != 0)));
    inline.always(moveSample(at, left, right));
    low = isBelow ? max(low, code) : low;
    high = goesLeft ? high : min(high, code);
    leftCount += goesLeft ? count : 0;
    total += count;
    left += goesLeft;
    right += 1 - goesLeft;
  }
  bringBack(left, right);
  largestLeft = low;
  smallestRight = high;
  missingGoesLeft = side == MISSING_NONE ? leftCount >= total - leftCount : side == MISSING_IS_LEFT;
}

/** The classes of the two sides of a split, if both are pure. */
export let leftClass: u32 = 0;
export let rightClass: u32 = 0;

/** As `partitionRanks`, if both sides are pure: the samples stay where they are, because nothing reads them again. */
export function sidesOfPureSplit(start: u32, end: u32, feature: u32, cut: u32, side: u32): void {
  const column = columnOf(feature);
  const missing = load<u32>(codeCounts + ((<usize>feature) << 2));
  let leftCount: u32 = 0;
  let total: u32 = 0;
  let low: u32 = 0;
  let high = missing;
  let isMissingLeft = side == MISSING_IS_LEFT;
  for (let at = start; at < end; at++) {
    const code = <u32>(
      load<u16>(column + ((<usize>load<u32>(sampleRows + ((<usize>at) << 2))) << 1))
    );
    const pack = load<u32>(samplePacks + ((<usize>at) << 2));
    const count = pack & 0xffff;
    const isBelow = code <= cut;
    total += count;
    if (isBelow || (code == missing && isMissingLeft)) {
      leftCount += count;
      leftClass = pack >>> 16;
      if (isBelow) low = max(low, code);
    } else {
      rightClass = pack >>> 16;
      high = min(high, code);
    }
  }
  largestLeft = low;
  smallestRight = high;
  missingGoesLeft = side == MISSING_NONE ? leftCount >= total - leftCount : isMissingLeft;
}

/**
 * @param set u32[]: the node's levels that go left. Levels that it has not seen are added if missing values
 *   go left
 */
export function partitionLevels(start: u32, end: u32, feature: u32, set: usize, side: u32): void {
  const column = columnOf(feature);
  const missing = load<u32>(codeCounts + ((<usize>feature) << 2));
  const words = (missing + 31) >>> 5;
  memory.fill(rightLevels, 0, (<usize>words) << 2);
  let left = start;
  let right: u32 = 0;
  let leftCount: u32 = 0;
  let total: u32 = 0;
  for (let at = start; at < end; at++) {
    const code = <u32>(
      load<u16>(column + ((<usize>load<u32>(sampleRows + ((<usize>at) << 2))) << 1))
    );
    const count = load<u32>(samplePacks + ((<usize>at) << 2)) & 0xffff;
    let goesLeft: u32;
    if (code == missing) {
      goesLeft = <u32>(side == MISSING_IS_LEFT);
    } else {
      const word = (<usize>(code >>> 5)) << 2;
      goesLeft = (load<u32>(set + word) >>> (code & 31)) & 1;
      if (!goesLeft)
        store<u32>(rightLevels + word, load<u32>(rightLevels + word) | (1 << (code & 31)));
    }
    inline.always(moveSample(at, left, right));
    leftCount += goesLeft ? count : 0;
    total += count;
    left += goesLeft;
    right += 1 - goesLeft;
  }
  bringBack(left, right);
  missingGoesLeft = side == MISSING_NONE ? leftCount >= total - leftCount : side == MISSING_IS_LEFT;
  if (!missingGoesLeft) return;
  for (let word: usize = 0; word < (<usize>words) << 2; word += 4) {
    store<u32>(set + word, ~load<u32>(rightLevels + word));
  }
}

/** Room for one more category set. */
export function reserveSet(at: usize, words: u32): void {
  growMemory(at + ((<usize>words) << 2));
}

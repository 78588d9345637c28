/** Applies a split to a node's samples, which keep the order of their rows on either side. */
import { MISSING_IS_LEFT, MISSING_NONE } from './best';
import { codeAt, columnOf, isNarrow } from './columns';
import { reserve } from './memory';
import { Numbers, nowhere } from './numbers';
import { classCount, codeCounts, hasMissing, isWeighted, maxLevels } from './problem';
import * as samples from './samples';
import { classOf, countOf } from './samples';

/** The start of the right side. */
export let middle: u32 = 0;
/** The codes on either side of a numeric split. */
export let largestLeft: u32 = 0;
export let smallestRight: u32 = 0;
export let missingGoesLeft: bool = false;
/** The classes of the two sides of a split, if both are pure. */
export let leftClass: u32 = 0;
export let rightClass: u32 = 0;

/** [ceil(maxLevels / 32)]: levels seen on the right. */
let rightLevels = nowhere<u32>();

// What splits.
/** A code, where no value is missing. */
const RANKS: u32 = 0;
const RANKS_OR_MISSING: u32 = 1;
/** A code, into pure sides: the samples stay where they are, because nothing reads them again. */
const PURE_SIDES: u32 = 2;
/** A set of levels. */
const LEVELS: u32 = 3;

/** Up to this many are copied faster by a loop than by `memory.copy`. */
const FEW_SAMPLES: u32 = 32;

export function layOut(): void {
  rightLevels = reserve<u32>((maxLevels + 31) >>> 5);
}

/**
 * @param cut codes up to it go left
 * @param side of missing values
 * @param arePure whether both sides are
 */
export function partitionRanks(
  start: u32,
  end: u32,
  feature: u32,
  cut: u32,
  side: u32,
  arePure: bool,
): void {
  const column = columnOf(feature);
  if (isNarrow) inline.always(partRanks(true, column, start, end, feature, cut, side, arePure));
  else inline.always(partRanks(false, column, start, end, feature, cut, side, arePure));
}

function partRanks(
  narrow: bool,
  column: usize,
  start: u32,
  end: u32,
  feature: u32,
  cut: u32,
  side: u32,
  arePure: bool,
): void {
  const set = rightLevels; // unused
  if (arePure) {
    inline.always(
      partition(PURE_SIDES, narrow, false, false, column, start, end, feature, cut, set, side),
    );
  } else if (isWeighted || hasMissing(feature)) {
    const hasValues = classCount == 0;
    const hasWeights = isWeighted;
    inline.always(
      partition(
        RANKS_OR_MISSING,
        narrow,
        hasValues,
        hasWeights,
        column,
        start,
        end,
        feature,
        cut,
        set,
        side,
      ),
    );
  } else if (classCount > 0) {
    inline.always(
      partition(RANKS, narrow, false, false, column, start, end, feature, cut, set, side),
    );
  } else {
    inline.always(
      partition(RANKS, narrow, true, false, column, start, end, feature, cut, set, side),
    );
  }
}

/** @param set the node's levels that go left; unseen levels are added if missing values go left */
export function partitionLevels(
  start: u32,
  end: u32,
  feature: u32,
  set: Numbers<u32>,
  side: u32,
): void {
  const words = (codeCounts[feature] + 31) >>> 5;
  const hasValues = classCount == 0;
  const hasWeights = isWeighted;
  const column = columnOf(feature);
  rightLevels.clear(words);
  if (isNarrow) {
    inline.always(
      partition(LEVELS, true, hasValues, hasWeights, column, start, end, feature, 0, set, side),
    );
  } else {
    inline.always(
      partition(LEVELS, false, hasValues, hasWeights, column, start, end, feature, 0, set, side),
    );
  }
  if (!missingGoesLeft) return;
  for (let word: u32 = 0; word < words; word++) set[word] = ~rightLevels[word];
}

/**
 * Every sample is written to both sides, without a branch that depends on its code; the side that is not advanced is
 * overwritten by the next sample.
 */
function partition(
  kind: u32,
  narrow: bool,
  hasValues: bool,
  hasWeights: bool,
  column: usize,
  start: u32,
  end: u32,
  feature: u32,
  cut: u32,
  set: Numbers<u32>,
  side: u32,
): void {
  const missing = codeCounts[feature];
  const isMissingLeft = u32(side == MISSING_IS_LEFT);
  // Addresses, and in locals: this loop decides how long training takes.
  const rows = samples.rows.address(start);
  const packs = samples.packs.address(start);
  const values = samples.values.address(start);
  const weights = samples.weights.address(start);
  const spareRows = samples.spareRows.address(0);
  const sparePacks = samples.sparePacks.address(0);
  const spareValues = samples.spareValues.address(0);
  const spareWeights = samples.spareWeights.address(0);
  const bytes = (end - start) << 2;
  let left: u32 = 0;
  let leftCount: u32 = 0;
  let count: u32 = 0;
  let low: u32 = 0;
  let high = missing;
  for (let at: u32 = 0; at < bytes; at += 4) {
    const row = load<u32>(rows + at);
    const pack = load<u32>(packs + at);
    const code = codeAt(column, row, narrow);
    let goesLeft: u32;
    if (kind == LEVELS) {
      const isAbsent = code == missing;
      goesLeft = isAbsent ? isMissingLeft : (set[code >>> 5] >>> (code & 31)) & 1;
      if (!goesLeft && !isAbsent) rightLevels[code >>> 5] |= 1 << (code & 31);
    } else {
      const isBelow = u32(code <= cut);
      goesLeft = isBelow;
      if (kind != RANKS) goesLeft |= u32(code == missing) & isMissingLeft;
      low = max(low, code & (0 - isBelow));
      high = min(high, code | (0 - goesLeft));
    }
    leftCount += countOf(pack) & (0 - goesLeft);
    count += countOf(pack);
    if (kind == PURE_SIDES) {
      if (goesLeft) leftClass = classOf(pack);
      else rightClass = classOf(pack);
      continue;
    }
    const right = at - left;
    store<u32>(rows + left, row);
    store<u32>(packs + left, pack);
    store<u32>(spareRows + right, row);
    store<u32>(sparePacks + right, pack);
    if (hasValues) {
      const value = load<f64>(values + 2 * at);
      store<f64>(values + 2 * left, value);
      store<f64>(spareValues + 2 * right, value);
    }
    if (hasWeights) {
      const weight = load<f64>(weights + 2 * at);
      store<f64>(weights + 2 * left, weight);
      store<f64>(spareWeights + 2 * right, weight);
    }
    left += goesLeft << 2;
  }
  if (kind != PURE_SIDES) bringBack(start + (left >>> 2), (bytes - left) >>> 2);
  largestLeft = low;
  smallestRight = high;
  missingGoesLeft = side == MISSING_NONE ? leftCount >= count - leftCount : isMissingLeft != 0;
}

function bringBack(left: u32, count: u32): void {
  middle = left;
  const rows = samples.rows.from(left);
  const packs = samples.packs.from(left);
  if (count <= FEW_SAMPLES) {
    for (let i: u32 = 0; i < count; i++) {
      rows[i] = samples.spareRows[i];
      packs[i] = samples.sparePacks[i];
    }
    if (classCount == 0) {
      const values = samples.values.from(left);
      for (let i: u32 = 0; i < count; i++) values[i] = samples.spareValues[i];
    }
  } else {
    rows.copy(samples.spareRows, count);
    packs.copy(samples.sparePacks, count);
    if (classCount == 0) samples.values.from(left).copy(samples.spareValues, count);
  }
  if (isWeighted) samples.weights.from(left).copy(samples.spareWeights, count);
}

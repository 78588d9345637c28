/** Moves sorted samples one by one to the left side, and offers the place after each group. */
import {
  MISSING_IS_LEFT,
  MISSING_NONE,
  MISSING_RIGHT,
  bestScore,
  offer,
  sumOfQuotients,
} from './best';
import { leftCounts } from './cells';
import { purity, term } from './impurity';
import { reserve } from './memory';
import { first, nodeCounts, nodeSums, size, squares, termSum, total, weight } from './node';
import { Numbers, nowhere } from './numbers';
import { classCount, isWeighted, minSamplesLeaf } from './problem';
import * as samples from './samples';
import { classOf, countOf, weightOf } from './samples';
import { KEY_BYTES, Key } from './sort';
import { CLASSES, CLASS_SUMS, TWO_CLASSES, VALUES, statistic } from './strategy';

/** The group of samples without a value. Their keys come first, and are scanned if they go left. */
export const MISSING_GROUP: u32 = 0xffff_fffe;
/** Of a key after the last. */
const END: u64 = u64.MAX_VALUE;

/** [classCount] each. */
let leftSums = nowhere<f64>();
let rightSums = nowhere<f64>();

export function layOut(): void {
  leftSums = reserve<f64>(classCount);
  rightSums = reserve<f64>(classCount);
}

/**
 * @param sorted keys of the node's samples: those without a value, then the others, ascending by group
 * @param missing how many have no value
 */
export function scanKeys(sorted: Numbers<u64>, missing: u32): void {
  if (statistic == TWO_CLASSES && missing == 0) {
    scanTwoClasses(sorted);
  } else if (missing == 0) {
    scanSide(sorted, 0, MISSING_NONE);
  } else {
    scanSide(sorted, missing, MISSING_RIGHT);
    scanSide(sorted, 0, MISSING_IS_LEFT);
  }
}

/**
 * As `scanKeys` for few samples, of which few share a group and none is without a value. A branch on whether a group
 * ends could not be predicted: the place after each sample is scored.
 */
export function scanFewKeys(sorted: Numbers<u64>): void {
  if (statistic == TWO_CLASSES) scanTwoClasses(sorted);
  else if (statistic == CLASSES) inline.always(scan(CLASSES, true, sorted, 0, MISSING_NONE));
  else if (statistic == VALUES && !isWeighted) scanFewValues(sorted);
  else scanSide(sorted, 0, MISSING_NONE);
}

function scanTwoClasses(sorted: Numbers<u64>): void {
  inline.always(scan(TWO_CLASSES, false, sorted, 0, MISSING_NONE));
}

function scanSide(sorted: Numbers<u64>, start: u32, side: u32): void {
  if (statistic == VALUES) inline.always(scan(VALUES, false, sorted, start, side));
  else if (statistic == CLASS_SUMS) inline.always(scan(CLASS_SUMS, false, sorted, start, side));
  else inline.always(scan(CLASSES, false, sorted, start, side));
}

function scan(kind: u32, isFew: bool, sorted: Numbers<u64>, start: u32, side: u32): void {
  const packs = samples.packs.from(first);
  const deviations = samples.deviations.from(first);
  const weights = samples.weights.from(first);
  const weighted = isWeighted;
  const least = minSamplesLeaf;
  const all = total;
  const allSquares = squares;
  const all0 = kind == TWO_CLASSES ? nodeCounts[0] : 0;
  const all1 = kind == TWO_CLASSES ? nodeCounts[1] : 0;
  const lefts = leftCounts;
  const alls = nodeCounts;
  const end = sorted.address(size);
  if (!isFew) sorted[size] = END; // few: nothing is on the right there, and NaN never wins
  let left: u32 = 0;
  let left1: u32 = 0;
  let leftSquares: i64 = 0;
  let crossed: i64 = 0; // the sum of l times a: see scan-cells.ts
  let groupSum: f64 = 0;
  let groupWeight: f64 = 0;
  let leftSum: f64 = 0;
  let leftWeight: f64 = 0;
  let rightWeight = weight;
  let leftTerms: f64 = 0;
  let rightTerms = termSum;
  if (kind == CLASS_SUMS) {
    leftSums.clear(classCount);
    rightSums.copy(nodeSums, classCount);
  }
  let next = isFew ? 0 : changetype<Key>(sorted.address(start)).group;
  for (let at = sorted.address(start); at < end; at += KEY_BYTES) {
    const key = changetype<Key>(at);
    const sample = key.sample;
    const group = next;
    if (!isFew) next = key.nextGroup;
    if (kind == TWO_CLASSES) {
      const added = countOf(sample);
      left += added;
      left1 += added & -classOf(sample); // 0 or all of it
    } else if (kind == CLASSES) {
      const added = countOf(sample);
      const klass = classOf(sample);
      const l = lefts[klass];
      lefts[klass] = l + added;
      leftSquares += <i64>added * (2 * <i64>l + added);
      crossed += <i64>added * <i64>alls[klass];
      left += added;
    } else if (kind == VALUES) {
      const added = packs[sample];
      left += added;
      groupSum += deviations[sample];
      groupWeight += weighted ? weights[sample] : <f64>added;
    } else {
      const moved = weightOf(first + sample);
      const klass = classOf(packs[sample]);
      const l = leftSums[klass];
      const r = rightSums[klass];
      leftSums[klass] = l + moved;
      rightSums[klass] = r - moved;
      leftWeight += moved;
      rightWeight -= moved;
      leftTerms += term(l + moved) - term(l);
      rightTerms += term(r - moved) - term(r);
      left += countOf(packs[sample]);
    }
    if (!isFew && next == group) continue;
    if (kind == VALUES) {
      leftSum += groupSum;
      leftWeight += groupWeight;
      groupSum = 0;
      groupWeight = 0;
    }
    const right = all - left;
    if (
      !isFew &&
      (left < least || right < least || (side == MISSING_IS_LEFT && group == MISSING_GROUP))
    )
      continue;
    let score: f64;
    if (kind == TWO_CLASSES) {
      const l1 = <i64>left1;
      const l0 = <i64>(left - left1);
      const r1 = <i64>(all1 - left1);
      const r0 = <i64>(all0 - (left - left1));
      score = inline.always(ofCounts(l0 * l0 + l1 * l1, left, r0 * r0 + r1 * r1, right));
    } else if (kind == CLASSES) {
      score = inline.always(
        ofCounts(leftSquares, left, allSquares - 2 * crossed + leftSquares, right),
      );
    } else if (kind == VALUES) {
      rightWeight = weight - leftWeight;
      if (!(rightWeight > 0)) continue;
      score = sumOfQuotients(leftSum * leftSum, leftWeight, leftSum * leftSum, rightWeight);
    } else {
      if (!(rightWeight > 0)) continue;
      score = purity(leftTerms, leftWeight) + purity(rightTerms, rightWeight);
    }
    if (isFew) {
      if (!(score > bestScore) || left < least || right < least) continue;
      const last = key.group;
      if (key.nextGroup != last) inline.always(offer(score, last, side));
      continue;
    }
    inline.always(offer(score, group, side));
  }
  if (kind == CLASSES) clearLeft(sorted, start);
}

function ofCounts(leftSquares: i64, left: u32, rightSquares: i64, right: u32): f64 {
  return sumOfQuotients(<f64>leftSquares, <f64>left, <f64>rightSquares, <f64>right);
}

function clearLeft(sorted: Numbers<u64>, start: u32): void {
  if (size - start > classCount) {
    leftCounts.clear(classCount);
    return;
  }
  for (let i = start; i < size; i++) leftCounts[classOf(<u32>sorted[i])] = 0;
}

/** The sums are advanced under a mask, too. */
function scanFewValues(sorted: Numbers<u64>): void {
  const packs = samples.packs.from(first);
  const deviations = samples.deviations.from(first);
  const least = minSamplesLeaf;
  const all = total;
  const count = size;
  sorted[count] = END;
  let left: u32 = 0;
  let sides = f64x2.splat(0); // of the groups before, and of this group
  const end = sorted.address(count);
  for (let at = sorted.address(0); at < end; at += KEY_BYTES) {
    const key = changetype<Key>(at);
    const sample = key.sample;
    const group = key.group;
    const isLast = key.nextGroup != group;
    left += packs[sample];
    const groupSum = f64x2.extract_lane(sides, 1) + deviations[sample];
    const leftSum = f64x2.extract_lane(sides, 0) + groupSum;
    const right = all - left;
    const square = leftSum * leftSum;
    const score = sumOfQuotients(square, <f64>left, square, <f64>right);
    const moved = f64x2.replace_lane(f64x2.splat(0), 0, leftSum);
    const kept = f64x2.replace_lane(sides, 1, groupSum);
    sides = v128.bitselect(moved, kept, i64x2.splat(0 - i64(isLast)));
    if (score > bestScore && isLast && left >= least && right >= least) {
      offer(score, group, MISSING_NONE);
    }
  }
}

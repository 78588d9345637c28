/**
 * Moves group after group to the left side, empties its cells, and offers the place after it.
 *
 * Counts are whole numbers, so that the order within a group does not matter. With l, r and a as the counts of a class
 * on the left, on the right and in all, the sum of r^2 is that of a^2 - 2 a l + l^2: both sides need
 * products of l alone. If a side has no sample, the score is 0 / 0, and NaN never wins.
 */
import { MISSING_NONE, offer, sumOfQuotients } from './best';
import { allLanes, bytesOfGroup, cells, leftCounts, leftLanes, ValueCell } from './cells';
import { nodeCounts, squares, total, weight } from './node';
import { classCount, isWeighted, minSamplesLeaf } from './problem';
import {
  TWO_CLASS_CELLS,
  VALUE_CELLS,
  VECTOR_CELLS,
  VECTORS_CELLS,
  WIDE_CELLS,
  cellKind,
  vectorsOfClasses,
} from './strategy';

export function scanCells(groups: u32): void {
  if (cellKind == VALUE_CELLS) scanValues(groups);
  else if (cellKind == TWO_CLASS_CELLS) scanTwoClasses(groups);
  else if (cellKind == VECTOR_CELLS) scanVector(groups);
  else if (cellKind == VECTORS_CELLS) scanVectors(groups);
  else inline.always(scanCounts(WIDE_CELLS, groups));
}

function scanTwoClasses(groups: u32): void {
  inline.always(scanCounts(TWO_CLASS_CELLS, groups));
}
function scanVector(groups: u32): void {
  inline.always(scanCounts(VECTOR_CELLS, groups));
}
function scanVectors(groups: u32): void {
  inline.always(scanCounts(VECTORS_CELLS, groups));
}

function scanValues(groups: u32): void {
  const samples = total;
  const least = minSamplesLeaf;
  const weighted = isWeighted;
  let left: u32 = 0;
  let leftSum: f64 = 0;
  let leftWeight: f64 = 0;
  let at = changetype<usize>(cells);
  for (let group: u32 = 0; group < groups; group++, at += 24) {
    const cell = changetype<ValueCell>(at);
    const count = cell.count;
    if (count == 0) continue;
    left += count;
    leftSum += cell.sum;
    leftWeight += weighted ? cell.weight : <f64>count;
    cell.sum = 0;
    cell.weight = 0;
    cell.count = 0;
    const rightWeight = weight - leftWeight;
    if (left < least || samples - left < least || !(rightWeight > 0)) continue;
    const square = leftSum * leftSum;
    offer(sumOfQuotients(square, leftWeight, square, rightWeight), group, MISSING_NONE);
  }
}

/** Empty groups are not worth a branch: they have the score of the previous group, which is not better. */
function scanCounts(kind: u32, groups: u32): void {
  const samples = total;
  const least = minSamplesLeaf;
  const bytes = bytesOfGroup(kind);
  const none = i64x2.splat(0);
  const ones = i16x8.splat(1);
  const vectors = vectorsOfClasses();
  const classes = classCount;
  const counts = leftCounts;
  const alls = nodeCounts;
  const lanes = leftLanes;
  const lanesOfAll = allLanes;
  const all0 = kind == TWO_CLASS_CELLS ? nodeCounts[0] : 0;
  const all1 = kind == TWO_CLASS_CELLS ? nodeCounts[1] : 0;
  const all = kind == VECTOR_CELLS ? lanesOf(0) : none;
  if (kind == VECTORS_CELLS) {
    for (let i: u32 = 0; i < vectors; i++) allLanes[i] = lanesOf(i);
    leftLanes.clear(vectors);
  }
  let left: u32 = 0;
  let left0: u32 = 0;
  let left1: u32 = 0;
  let lefts = none;
  let leftSquares: i64 = 0;
  let rightSquares = squares;
  let cell = changetype<usize>(cells);
  for (let group: u32 = 0; group < groups; group++, cell += bytes) {
    if (kind == TWO_CLASS_CELLS) {
      const both = load<u64>(cell);
      store<u64>(cell, 0);
      left0 += <u32>both;
      left1 += <u32>(both >>> 32);
      left = left0 + left1;
      const right0 = <i64>(all0 - left0);
      const right1 = <i64>(all1 - left1);
      leftSquares = <i64>left0 * left0 + <i64>left1 * left1;
      rightSquares = right0 * right0 + right1 * right1;
    } else if (kind == WIDE_CELLS) {
      const before = left;
      for (let klass: u32 = 0; klass < classes; klass++) {
        const count = load<u32>(cell + (klass << 2));
        if (count == 0) continue;
        store<u32>(cell + (klass << 2), 0);
        const l = counts[klass];
        const r = alls[klass] - l;
        counts[klass] = l + count;
        leftSquares += <i64>count * (2 * <i64>l + count);
        rightSquares -= <i64>count * (2 * <i64>r - count);
        left += count;
      }
      if (left == before) continue;
    } else {
      let squared = none;
      let crossed = none;
      let counted = none;
      if (kind == VECTOR_CELLS) {
        lefts = i16x8.add(lefts, v128.load(cell));
        v128.store(cell, none);
        squared = i32x4.dot_i16x8_s(lefts, lefts);
        crossed = i32x4.dot_i16x8_s(lefts, all);
        counted = i32x4.dot_i16x8_s(lefts, ones);
      } else {
        for (let i: u32 = 0; i < vectors; i++) {
          const more = cell + (i << 4);
          lefts = i16x8.add(lanes[i], v128.load(more));
          v128.store(more, none);
          lanes[i] = lefts;
          squared = i32x4.add(squared, i32x4.dot_i16x8_s(lefts, lefts));
          crossed = i32x4.add(crossed, i32x4.dot_i16x8_s(lefts, lanesOfAll[i]));
          counted = i32x4.add(counted, i32x4.dot_i16x8_s(lefts, ones));
        }
      }
      const sums = inline.always(addLanes(squared, counted));
      const halves = i32x4.add(crossed, v128.shuffle<i32>(crossed, crossed, 2, 3, 0, 1));
      const crossings = i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
      left = i32x4.extract_lane(sums, 1);
      leftSquares = i32x4.extract_lane(sums, 0);
      rightSquares = <i32>squares - 2 * crossings + <i32>leftSquares;
    }
    const right = samples - left;
    if (least > 1 && (left < least || right < least)) continue;
    const score = sumOfQuotients(<f64>leftSquares, <f64>left, <f64>rightSquares, <f64>right);
    inline.always(offer(score, group, MISSING_NONE));
  }
  if (kind == WIDE_CELLS) leftCounts.clear(classCount);
}

/** The node's counts of eight classes. */
function lanesOf(vector: u32): v128 {
  const counts = nodeCounts.address(vector << 3);
  return i16x8.narrow_i32x4_u(v128.load(counts), v128.load(counts, 16));
}

/** @returns the sum of a's lanes in lane 0, and of b's in lane 1 */
function addLanes(a: v128, b: v128): v128 {
  const pairs = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  return i32x4.add(pairs, v128.shuffle<i32>(pairs, pairs, 2, 3, 0, 1));
}

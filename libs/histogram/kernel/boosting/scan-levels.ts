/**
 * Weighs the splits of a categorical feature: levels in the order of their steps, of which the lowest go left, or the
 * highest. A missing value is one more level.
 */
import { reserve } from '../memory';
import { Numbers, nowhere } from '../numbers';
import { CATEGORICAL, MISSING_LEFT } from './abi';
import { Candidate } from './candidate';
import { cellsOf, cellShift } from './cells';
import { gradientUnit, hessianUnit } from './derive';
import {
  binCount,
  categoryL2,
  categorySmoothing,
  hasHessians,
  l2,
  maxLevelsLeft,
  member,
  memberCount,
  minSamplesLevel,
  setWords,
} from './problem';
import { count, gradient, hessian, isEnough, score, scoreOf, valueOf } from './search';
import { setValues } from './scan-cuts';

/** [bins of the largest set] for each thread: levels in order, and the step of each level. */
let order = nowhere<u32>();
let spare = nowhere<u32>();
let steps = nowhere<f64>();

export function layOut(): void {
  const levels = setWords << 5;
  order = reserve<u32>(levels * memberCount).from(levels * member);
  spare = reserve<u32>(levels * memberCount).from(levels * member);
  steps = reserve<f64>(levels * memberCount).from(levels * member);
}

/** @param set receives the levels that go left, if they beat `best` */
export function scanLevels(feature: u32, slot: u32, best: Candidate, set: Numbers<u32>): void {
  const cells = cellsOf(slot, feature);
  const levels = orderLevels(cells, binCount[feature]);
  const most = min(maxLevelsLeft, (levels + 1) >>> 1);
  for (let way: u32 = 0; way < 2; way++) {
    const length = scan(cells, levels, most, way == 1, feature, best);
    if (length == 0) continue;
    set.clear(setWords);
    for (let i: u32 = 0; i < length; i++) {
      const level = levelAt(i, levels, way == 1);
      set[level >>> 5] |= 1 << (level & 31);
    }
    const missing = binCount[feature] - 1;
    const isMissingLeft = (set[missing >>> 5] >>> (missing & 31)) & 1;
    best.flags = CATEGORICAL | (isMissingLeft * MISSING_LEFT);
  }
}

function levelAt(i: u32, levels: u32, isReversed: bool): u32 {
  return order[isReversed ? levels - 1 - i : i];
}

/** @returns how many levels of the order go left; 0 if no split beats `best` */
function scan(
  cells: usize,
  levels: u32,
  most: u32,
  isReversed: bool,
  feature: u32,
  best: Candidate,
): u32 {
  const lambda = l2 + categoryL2;
  let left: u32 = 0;
  let leftG: i32 = 0;
  let leftH: i32 = 0;
  let length: u32 = 0;
  for (let i: u32 = 0; i < most; i++) {
    const cell = cells + ((<usize>levelAt(i, levels, isReversed)) << cellShift());
    leftH += load<i32>(cell);
    leftG += load<i32>(cell, 4);
    left += load<u32>(cell + (hasHessians ? 8 : 0));
    const g = <f64>leftG * gradientUnit;
    const h = <f64>leftH * hessianUnit;
    if (!isEnough(left, h) || !isEnough(count - left, hessian - h)) continue;
    const leftValue = valueOf(g, h + lambda);
    const rightG = gradient - g;
    const rightCurve = hessian - h + lambda;
    const rightValue = valueOf(rightG, rightCurve);
    const gain =
      scoreOf(g, h + lambda, leftValue) + scoreOf(rightG, rightCurve, rightValue) - score;
    if (!best.isBeatenBy(gain, feature)) continue;
    length = i + 1;
    best.gain = gain;
    best.feature = feature;
    best.cut = 0;
    best.leftCount = left;
    best.leftGradient = leftG;
    best.leftHessian = leftH;
    setValues(best, categoryL2);
  }
  return length;
}

/** Writes the levels of enough rows, by their steps, of equals the lower first. @returns how many there are */
function orderLevels(cells: usize, levels: u32): u32 {
  let length: u32 = 0;
  for (let level: u32 = 0; level < levels; level++) {
    const cell = cells + ((<usize>level) << cellShift());
    if (load<u32>(cell + (hasHessians ? 8 : 0)) < max(1, minSamplesLevel)) continue;
    const curve = <f64>load<i32>(cell) * hessianUnit + categorySmoothing;
    steps[level] = curve > 0 ? (<f64>load<i32>(cell, 4) * gradientUnit) / curve : 0;
    order[length++] = level;
  }
  mergeSort(length);
  return length;
}

/** Stable. */
function mergeSort(length: u32): void {
  for (let width: u32 = 1; width < length; width <<= 1) {
    for (let start: u32 = 0; start < length; start += width << 1) {
      merge(start, min(start + width, length), min(start + (width << 1), length));
    }
    order.copy(spare, length);
  }
}

function merge(start: u32, middle: u32, end: u32): void {
  let a = start;
  let b = middle;
  for (let to = start; to < end; to++) {
    const takesA = b == end || (a < middle && steps[order[a]] <= steps[order[b]]);
    spare[to] = takesA ? order[a++] : order[b++];
  }
}

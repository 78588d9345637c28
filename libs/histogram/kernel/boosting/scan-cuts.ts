/** Weighs a split after every bin of a numeric feature, with missing values on either side if there are any. */
import { MISSING_LEFT, SUM_LIMIT } from './abi';
import { Candidate } from './candidate';
import { cellsOf, cellShift } from './cells';
import { gradientUnit, hessianUnit } from './derive';
import { binCount, hasHessians, l2, minChildWeight, minSamplesLeaf, monotonic } from './problem';
import { count, gradient, hessian, isFree, score, scoresOf, valueOf, valuesOf } from './search';

export function scanCuts(feature: u32, slot: u32, best: Candidate): void {
  const cells = cellsOf(slot, feature);
  const end = cells + ((<usize>binCount[feature] - 1) << cellShift());
  const missing = inline.always(countAt(hasHessians, end));
  chooseWay(feature, cells, end, false, missing, best);
  if (missing > 0) chooseWay(feature, cells, end, true, missing, best);
}

/** @param end where the cell of missing values is */
function chooseWay(
  feature: u32,
  cells: usize,
  end: usize,
  isMissingLeft: bool,
  missing: u32,
  best: Candidate,
): void {
  const isPlain = isFree && monotonic[feature] == 0;
  if (hasHessians) {
    if (isPlain) inline.always(scan(true, true, feature, cells, end, isMissingLeft, missing, best));
    else inline.always(scan(true, false, feature, cells, end, isMissingLeft, missing, best));
  } else if (isPlain)
    inline.always(scan(false, true, feature, cells, end, isMissingLeft, missing, best));
  else inline.always(scan(false, false, feature, cells, end, isMissingLeft, missing, best));
}

function countAt(hessians: bool, cell: usize): u32 {
  return load<u32>(cell + (hessians ? 8 : 0));
}

/** The hessian and the gradient of a cell's rows, and with hessians their count. */
function lanesAt(hessians: bool, cell: usize): v128 {
  return hessians ? v128.load(cell) : v128.load64_zero(cell);
}

/** A cell without rows: what an odd number of cells ends with. */
const EMPTY: usize = memory.data(16);

/** Two cells at a time. */
function scan(
  hessians: bool,
  isPlain: bool,
  feature: u32,
  cells: usize,
  end: usize,
  isMissingLeft: bool,
  missing: u32,
  best: Candidate,
): void {
  const bytes: usize = hessians ? 16 : 8;
  const direction = <f64>monotonic[feature];
  const least = inline.always(leastLanes(hessians));
  const own = f64x2.splat(score);
  const hUnit = f64x2.splat(hessianUnit);
  const gUnit = f64x2.splat(gradientUnit);
  const allH = f64x2.splat(hessian);
  const allG = f64x2.splat(gradient);
  const lambda = f64x2.splat(l2);
  // Of equals the first wins: what the features before have found must be surpassed.
  let bestGain = <i32>feature >= best.feature ? best.gain : -Infinity;
  let bestCell: usize = 0;
  let sums = isMissingLeft ? inline.always(lanesAt(hessians, end)) : i64x2.splat(0);
  let bestSums = sums;
  let cell = cells;
  // Missing values alone are no side. Later empty cells make the same sides as the one before, and so gain no more.
  while (cell < end && inline.always(countAt(hessians, cell)) == 0) cell += bytes;
  // The left side only grows: to skip what is too small.
  for (; cell < end; cell += bytes) {
    const next = i32x4.add(sums, inline.always(lanesAt(hessians, cell)));
    if (!inline.always(isBelow(next, least))) break;
    sums = next;
  }
  // The right side only shrinks: up to the last cell after which it is large enough.
  let stop = end;
  let right = isMissingLeft ? i64x2.splat(0) : inline.always(lanesAt(hessians, end));
  for (; cell < stop && inline.always(isBelow(right, least)); stop -= bytes) {
    right = i32x4.add(right, inline.always(lanesAt(hessians, stop - bytes)));
  }
  for (; cell < stop; cell += 2 * bytes) {
    const second = cell + bytes < stop ? cell + bytes : EMPTY;
    const sums0 = i32x4.add(sums, inline.always(lanesAt(hessians, cell)));
    sums = i32x4.add(sums0, inline.always(lanesAt(hessians, second)));
    const pair0 = f64x2.convert_low_i32x4_s(sums0);
    const pair1 = f64x2.convert_low_i32x4_s(sums);
    const leftH = f64x2.mul(v128.shuffle<f64>(pair0, pair1, 0, 2), hUnit);
    const leftG = f64x2.mul(v128.shuffle<f64>(pair0, pair1, 1, 3), gUnit);
    const leftCurve = f64x2.add(leftH, lambda);
    const rightCurve = f64x2.add(f64x2.sub(allH, leftH), lambda);
    const rightG = f64x2.sub(allG, leftG);
    const scores = isPlain
      ? inline.always(freeScores(leftG, leftCurve, rightG, rightCurve))
      : inline.always(boundScores(direction, leftG, leftCurve, rightG, rightCurve));
    const gains = f64x2.sub(scores, own);
    const better = i64x2.bitmask(f64x2.gt(gains, f64x2.splat(bestGain)));
    if (better == 0) continue;
    const gain0 = f64x2.extract_lane(gains, 0);
    const gain1 = f64x2.extract_lane(gains, 1);
    const isSecond = (better & 1) == 0 || gain1 > gain0;
    bestGain = isSecond ? gain1 : gain0;
    bestCell = isSecond ? second : cell;
    bestSums = isSecond ? sums : sums0;
  }
  if (bestCell == 0 || !best.isBeatenBy(bestGain, feature)) return;
  const left = <u32>(hessians ? i32x4.extract_lane(bestSums, 2) : i32x4.extract_lane(bestSums, 0));
  best.gain = bestGain;
  best.feature = feature;
  best.cut = <u32>((bestCell - cells) / bytes);
  best.flags = <u32>(missing > 0 ? isMissingLeft : left >= count - left) * MISSING_LEFT;
  best.leftCount = left;
  best.leftHessian = i32x4.extract_lane(bestSums, 0);
  best.leftGradient = i32x4.extract_lane(bestSums, 1);
  setValues(best, 0);
}

/** Whether any lane is. */
function isBelow(lanes: v128, least: v128): bool {
  return i32x4.bitmask(i32x4.lt_s(lanes, least)) != 0;
}

/** What a side's lanes need at least: `isEnough` of search.ts in whole numbers, whose unit is a power of two. */
function leastLanes(hessians: bool): v128 {
  const rows = <i32>min<u32>(minSamplesLeaf, SUM_LIMIT - 1);
  const weight = <i32>min<f64>(ceil(minChildWeight / hessianUnit), SUM_LIMIT - 1);
  const any = i32x4.replace_lane(
    i32x4.splat(i32.MIN_VALUE),
    0,
    hessians ? weight : max(weight, rows),
  );
  return hessians ? i32x4.replace_lane(any, 2, rows) : any;
}

/** Of two splits, the sum of both sides' scores. */
function freeScores(leftG: v128, leftCurve: v128, rightG: v128, rightCurve: v128): v128 {
  const left = f64x2.div(f64x2.mul(leftG, leftG), leftCurve);
  return f64x2.add(left, f64x2.div(f64x2.mul(rightG, rightG), rightCurve));
}

/** The same within bounds; -Infinity if the sides are in the wrong order. */
function boundScores(
  direction: f64,
  leftG: v128,
  leftCurve: v128,
  rightG: v128,
  rightCurve: v128,
): v128 {
  const left = inline.always(valuesOf(leftG, leftCurve));
  const right = inline.always(valuesOf(rightG, rightCurve));
  const rise = f64x2.mul(f64x2.splat(direction), f64x2.sub(right, left));
  const scores = f64x2.add(
    inline.always(scoresOf(leftG, leftCurve, left)),
    inline.always(scoresOf(rightG, rightCurve, right)),
  );
  return v128.bitselect(f64x2.splat(-Infinity), scores, f64x2.lt(rise, f64x2.splat(0)));
}

/** @param moreL2 beside l2 */
export function setValues(best: Candidate, moreL2: f64): void {
  const g = <f64>best.leftGradient * gradientUnit;
  const h = <f64>best.leftHessian * hessianUnit;
  const lambda = l2 + moreL2;
  best.leftValue = inline.always(valueOf(g, h + lambda));
  best.rightValue = inline.always(valueOf(gradient - g, hessian - h + lambda));
}

/** Weighs a split after every bin of a numeric feature, with missing values on either side if there are any. */
import { reserve } from '../memory';
import { nowhere } from '../numbers';
import { MISSING_LEFT } from './abi';
import { Candidate } from './candidate';
import { cellsOf, cellShift } from './cells';
import { gradientUnit, hessianUnit } from './derive';
import {
  binCount,
  hasHessians,
  l2,
  member,
  memberCount,
  minChildWeight,
  minSamplesLeaf,
  monotonic,
  mostBins,
} from './problem';
import { count, gradient, hessian, isFree, score, scoreOf, valueOf } from './search';

/** With fewer rows for each bin, so many cells are empty that listing the others pays. */
const DENSE: u32 = 4;

/** [mostBins]: where the cells with rows are, if rows are few. */
let filled = nowhere<u32>();

export function layOut(): void {
  filled = reserve<u32>(mostBins * memberCount).from(mostBins * member);
}

export function scanCuts(feature: u32, slot: u32, best: Candidate): void {
  const cells = cellsOf(slot, feature);
  const last = cells + ((<usize>binCount[feature] - 1) << cellShift());
  const missing = inline.always(countAt(hasHessians, last));
  const bins = binCount[feature] - 1;
  let length = bins;
  if (count < DENSE * bins) {
    length = hasHessians
      ? inline.always(listFilled(true, cells, last))
      : inline.always(listFilled(false, cells, last));
  }
  chooseWay(feature, cells, length, last, false, missing, best);
  if (missing > 0) chooseWay(feature, cells, length, last, true, missing, best);
}

/** Without a branch, which nobody could predict where rows are few: the next one overwrites an empty cell. */
function listFilled(hessians: bool, cells: usize, end: usize): u32 {
  const bytes: usize = hessians ? 16 : 8;
  const list = filled;
  let length: u32 = 0;
  for (let cell = cells; cell < end; cell += bytes) {
    list[length] = <u32>cell;
    length += <u32>(inline.always(countAt(hessians, cell)) != 0);
  }
  return length;
}

function chooseWay(
  feature: u32,
  cells: usize,
  length: u32,
  end: usize,
  isMissingLeft: bool,
  missing: u32,
  best: Candidate,
): void {
  const isPlain = isFree && monotonic[feature] == 0;
  if (hasHessians) {
    if (isPlain)
      inline.always(scan(true, true, feature, cells, length, end, isMissingLeft, missing, best));
    else
      inline.always(scan(true, false, feature, cells, length, end, isMissingLeft, missing, best));
  } else if (isPlain)
    inline.always(scan(false, true, feature, cells, length, end, isMissingLeft, missing, best));
  else inline.always(scan(false, false, feature, cells, length, end, isMissingLeft, missing, best));
}

function countAt(hessians: bool, cell: usize): u32 {
  return load<u32>(cell + (hessians ? 8 : 0));
}

function lanesAt(hessians: bool, cell: usize): v128 {
  return hessians ? v128.load(cell) : v128.load64_zero(cell);
}

function scan(
  hessians: bool,
  isPlain: bool,
  feature: u32,
  cells: usize,
  length: u32,
  end: usize,
  isMissingLeft: bool,
  missing: u32,
  best: Candidate,
): void {
  const bytes: usize = hessians ? 16 : 8;
  const direction = <f64>monotonic[feature];
  const least = minSamplesLeaf;
  const weights = f64x2.splat(minChildWeight);
  const rows = count;
  const own = score;
  const units = f64x2.replace_lane(f64x2.splat(hessianUnit), 1, gradientUnit);
  const all = f64x2.replace_lane(f64x2.splat(hessian), 1, gradient);
  const lambda = f64x2.splat(l2);
  let left = isMissingLeft ? missing : 0;
  let sums = isMissingLeft ? inline.always(lanesAt(hessians, end)) : i64x2.splat(0);
  let bestGain: f64 = -Infinity;
  let bestCell: usize = 0;
  let bestSums = sums;
  let bestLeft: u32 = 0;
  const list = filled;
  const isDense = rows >= DENSE * (binCount[feature] - 1);
  let i: u32 = 0;
  // Missing values alone are no side. Later empty cells make the same sides as the one before, and so gain no more.
  while (i < length && isDense && inline.always(countAt(hessians, cells + <usize>i * bytes)) == 0)
    i++;
  for (; i < length; i++) {
    const cell = isDense ? cells + <usize>i * bytes : <usize>list[i];
    left += inline.always(countAt(hessians, cell));
    sums = i32x4.add(sums, inline.always(lanesAt(hessians, cell)));
    if (left < least) continue;
    if (rows - left < least) break;
    const lefts = f64x2.mul(f64x2.convert_low_i32x4_s(sums), units);
    const rights = f64x2.sub(all, lefts);
    const h = v128.shuffle<f64>(lefts, rights, 0, 2);
    const g = v128.shuffle<f64>(lefts, rights, 1, 3);
    if (i64x2.bitmask(f64x2.lt(h, weights))) continue;
    const curves = f64x2.add(h, lambda);
    let gain: f64;
    if (isPlain) {
      const scores = f64x2.div(f64x2.mul(g, g), curves);
      gain = f64x2.extract_lane(scores, 0) + f64x2.extract_lane(scores, 1) - own;
    } else {
      const leftG = f64x2.extract_lane(g, 0);
      const rightG = f64x2.extract_lane(g, 1);
      const leftCurve = f64x2.extract_lane(curves, 0);
      const rightCurve = f64x2.extract_lane(curves, 1);
      const leftValue = inline.always(valueOf(leftG, leftCurve));
      const rightValue = inline.always(valueOf(rightG, rightCurve));
      if (direction * (rightValue - leftValue) < 0) continue;
      gain =
        inline.always(scoreOf(leftG, leftCurve, leftValue)) +
        inline.always(scoreOf(rightG, rightCurve, rightValue)) -
        own;
    }
    if (gain > bestGain) {
      bestGain = gain;
      bestCell = cell;
      bestSums = sums;
      bestLeft = left;
    }
  }
  if (bestCell == 0 || !best.isBeatenBy(bestGain, feature)) return;
  best.gain = bestGain;
  best.feature = feature;
  best.cut = <u32>((bestCell - cells) / bytes);
  best.flags = <u32>(missing > 0 ? isMissingLeft : bestLeft >= rows - bestLeft) * MISSING_LEFT;
  best.leftCount = bestLeft;
  best.leftHessian = i32x4.extract_lane(bestSums, 0);
  best.leftGradient = i32x4.extract_lane(bestSums, 1);
  setValues(best, 0);
}

/** @param moreL2 beside l2 */
export function setValues(best: Candidate, moreL2: f64): void {
  const g = <f64>best.leftGradient * gradientUnit;
  const h = <f64>best.leftHessian * hessianUnit;
  const lambda = l2 + moreL2;
  best.leftValue = inline.always(valueOf(g, h + lambda));
  best.rightValue = inline.always(valueOf(gradient - g, hessian - h + lambda));
}

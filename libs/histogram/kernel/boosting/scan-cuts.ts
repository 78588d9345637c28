/** Weighs a split after every bin of a numeric feature, with missing values on either side if there are any. */
import { MISSING_LEFT } from './abi';
import { Candidate } from './candidate';
import { cellsOf, cellShift } from './cells';
import { gradientUnit, hessianUnit } from './derive';
import { binCount, hasHessians, l2, minChildWeight, minSamplesLeaf, monotonic } from './problem';
import { count, gradient, hessian, isFree, score, scoreOf, valueOf } from './search';

export function scanCuts(feature: u32, slot: u32, best: Candidate): void {
  const cells = cellsOf(slot, feature);
  const last = cells + ((<usize>binCount[feature] - 1) << cellShift());
  const missing = inline.always(countAt(hasHessians, last));
  chooseWay(feature, cells, last, false, missing, best);
  if (missing > 0) chooseWay(feature, cells, last, true, missing, best);
}

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

function lanesAt(hessians: bool, cell: usize): v128 {
  return hessians ? v128.load(cell) : v128.load64_zero(cell);
}

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
  const least = minSamplesLeaf;
  const leastWeight = minChildWeight;
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
  for (let cell = cells; cell < end; cell += bytes) {
    const added = inline.always(countAt(hessians, cell));
    if (added == 0) continue; // the same sides as before
    left += added;
    sums = i32x4.add(sums, inline.always(lanesAt(hessians, cell)));
    if (left < least) continue;
    if (rows - left < least) break;
    const lefts = f64x2.mul(f64x2.convert_low_i32x4_s(sums), units);
    const rights = f64x2.sub(all, lefts);
    const h = v128.shuffle<f64>(lefts, rights, 0, 2);
    const g = v128.shuffle<f64>(lefts, rights, 1, 3);
    if (!i64x2.all_true(f64x2.ge(h, f64x2.splat(leastWeight)))) continue;
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

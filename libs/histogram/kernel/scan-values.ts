/** Regression: deviations from the node's mean. Those of each group are added up first, then the groups. */
import {
  cells,
  deviations,
  isWeighted,
  minSamplesLeaf,
  missingSamples,
  nodeCodes,
  samplePacks,
  sampleRows,
} from './memory';
import { columnOf } from './columns';
import {
  bestScore,
  MISSING_IS_LEFT,
  MISSING_NONE,
  MISSING_RIGHT,
  offer,
  sumOfQuotients,
} from './best';
import { first, size, total, weight, weightOf } from './node';

const CELL: usize = 24;

export function offerValues(leftSum: f64, leftWeight: f64, group: u32, missing: u32): void {
  const rightWeight = weight - leftWeight;
  const square = leftSum * leftSum;
  if (!(rightWeight > 0)) return;
  offer(sumOfQuotients(square, leftWeight, square, rightWeight), group, missing);
}

/**
 * Adds the node's samples to cells by the codes in the table; see `tryCells`. A cell is the f64 sum of deviations, the
 * f64 weight if rows have weights, and the u32 samples.
 *
 * @returns false if all codes are equal
 */
export function fillValueCells(feature: u32): bool {
  const column = columnOf(feature);
  const start = cells;
  const weighted = isWeighted;
  const rows = sampleRows + ((<usize>first) << 2);
  const packs = samplePacks + ((<usize>first) << 2);
  const sums = deviations + ((<usize>first) << 3);
  const count = <usize>size;
  const code0 = <u32>load<u16>(column + ((<usize>load<u32>(rows)) << 1));
  let different: u32 = 0;
  for (let i: usize = 0; i < count; i++) {
    const code = <u32>load<u16>(column + ((<usize>load<u32>(rows + (i << 2))) << 1));
    different |= code ^ code0;
    const cell = start + <usize>code * CELL;
    store<f64>(cell, load<f64>(cell) + load<f64>(sums + (i << 3)));
    store<u32>(cell, load<u32>(cell, 16) + load<u32>(packs + (i << 2)), 16);
    if (weighted) store<f64>(cell, load<f64>(cell, 8) + weightOf(first + <u32>i), 8);
  }
  if (different != 0) return true;
  memory.fill(start + <usize>code0 * CELL, 0, CELL);
  return false;
}

/** The same by the codes that were gathered. */
export function fillValueGroups(low: u32, shift: u32): void {
  const start = cells;
  const weighted = isWeighted;
  let sum = deviations + ((<usize>first) << 3);
  let pack = samplePacks + ((<usize>first) << 2);
  const end = nodeCodes + ((<usize>size) << 1);
  for (let code = nodeCodes; code < end; code += 2) {
    const cell = start + <usize>((load<u16>(code) - low) >>> shift) * CELL;
    store<f64>(cell, load<f64>(cell) + load<f64>(sum));
    store<u32>(cell, load<u32>(cell, 16) + load<u32>(pack), 16);
    if (weighted) {
      const sample = first + <u32>((code - nodeCodes) >>> 1);
      store<f64>(cell, load<f64>(cell, 8) + weightOf(sample), 8);
    }
    sum += 8;
    pack += 4;
  }
}

export function scanValueCells(groups: u32): void {
  const start = cells;
  const weighted = isWeighted;
  let left: u32 = 0;
  let leftSum: f64 = 0;
  let leftWeight: f64 = 0;
  for (let group: u32 = 0; group < groups; group++) {
    const cell = start + <usize>group * CELL;
    const count = load<u32>(cell, 16);
    if (count == 0) continue;
    left += count;
    leftSum += load<f64>(cell);
    leftWeight += weighted ? load<f64>(cell, 8) : <f64>count;
    store<f64>(cell, 0);
    store<f64>(cell, 0, 8);
    store<u32>(cell, 0, 16);
    if (left < minSamplesLeaf || total - left < minSamplesLeaf) continue;
    offerValues(leftSum, leftWeight, group, MISSING_NONE);
  }
}

/**
 * As `scanSortedValues` without weights and missing values, for few samples per group. A branch on whether a group ends
 * could not be predicted: each sample's place is scored, and the sums are advanced under a mask.
 */
export function scanFewValues(sorted: usize, count: u32): void {
  const end = sorted + ((<usize>count) << 3);
  const sums = deviations + ((<usize>first) << 3);
  const packs = samplePacks + ((<usize>first) << 2);
  const least = minSamplesLeaf;
  const samples = total;
  let left: u32 = 0;
  let sides = f64x2.splat(0); // of the groups before, and of this group
  for (let at = sorted; at < end; at += 8) {
    const sample = <usize>load<u32>(at);
    const group = load<u32>(at, 4);
    const isLast = load<u32>(at, 12) != group; // any value after the end: nothing is on the right there
    left += load<u32>(packs + (sample << 2));
    const groupSum = f64x2.extract_lane(sides, 1) + load<f64>(sums + (sample << 3));
    const leftSum = f64x2.extract_lane(sides, 0) + groupSum;
    const right = samples - left;
    const square = leftSum * leftSum;
    const score = sumOfQuotients(square, <f64>left, square, <f64>right);
    const moved = f64x2.replace_lane(f64x2.splat(0), 0, leftSum);
    const kept = f64x2.replace_lane(sides, 1, groupSum);
    sides = v128.bitselect(moved, kept, i64x2.splat(0 - <i64>isLast));
    if (score > bestScore && isLast && left >= least && right >= least) {
      offer(score, group, MISSING_NONE);
    }
  }
}

/**
 * @param sorted u64[count]: group << 32 | sample, ascending
 * @param missing entries of `missingSamples`
 */
export function scanSortedValues(sorted: usize, count: u32, missing: u32): void {
  const end = sorted + ((<usize>count) << 3);
  const sums = deviations + ((<usize>first) << 3);
  const packs = samplePacks + ((<usize>first) << 2);
  const weighted = isWeighted;
  const least = minSamplesLeaf;
  const samples = total;
  const sides: u32 = missing > 0 ? MISSING_IS_LEFT : MISSING_RIGHT;
  for (let side: u32 = MISSING_RIGHT; side <= sides; side++) {
    let left: u32 = 0;
    let leftSum: f64 = 0;
    let leftWeight: f64 = 0;
    if (side == MISSING_IS_LEFT) {
      for (let i: u32 = 0; i < missing; i++) {
        const sample = first + load<u32>(missingSamples + ((<usize>i) << 2));
        left += load<u32>(samplePacks + ((<usize>sample) << 2));
        leftSum += load<f64>(deviations + ((<usize>sample) << 3));
        leftWeight += weightOf(sample);
      }
    }
    let groupSum: f64 = 0;
    let groupWeight: f64 = 0;
    let group = load<u32>(sorted, 4);
    for (let at = sorted; at < end;) {
      const sample = <usize>load<u32>(at);
      const added = load<u32>(packs + (sample << 2));
      left += added;
      groupSum += load<f64>(sums + (sample << 3));
      groupWeight += weighted ? weightOf(first + <u32>sample) : <f64>added;
      at += 8;
      const next = at < end ? load<u32>(at, 4) : group + 1;
      if (next == group) continue;
      leftSum += groupSum;
      leftWeight += groupWeight;
      groupSum = 0;
      groupWeight = 0;
      if (left >= least && samples - left >= least) {
        offerValues(leftSum, leftWeight, group, missing > 0 ? side : MISSING_NONE);
      }
      group = next;
    }
  }
}

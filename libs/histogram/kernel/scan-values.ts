/** Regression: deviations from the node's mean. Each group's are added up first, then the groups. */
import {
  cells,
  deviations,
  isWeighted,
  minSamplesLeaf,
  missingSamples,
  nodeCodes,
  samplePacks,
} from './memory';
import { MISSING_IS_LEFT, MISSING_NONE, MISSING_RIGHT, offer } from './best';
import { first, size, total, weight, weightOf } from './node';

const CELL: usize = 24;

export function offerValues(leftSum: f64, leftWeight: f64, group: u32, missing: u32): void {
  const rightWeight = weight - leftWeight;
  const square = leftSum * leftSum;
  if (rightWeight > 0) offer(square / leftWeight + square / rightWeight, group, missing);
}

/** One cell a group: f64 sum of deviations, f64 weight, u32 samples. */
export function scanValueCells(low: u32, shift: u32, groups: u32): void {
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

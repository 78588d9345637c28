/** Classes whose weights are not whole numbers, or measured by entropy. */
import {
  classCount,
  leftSums,
  minSamplesLeaf,
  missingSamples,
  nodeSums,
  rightSums,
  samplePacks,
} from './memory';
import { MISSING_IS_LEFT, MISSING_NONE, MISSING_RIGHT, offer } from './best';
import { purity, term } from './impurity';
import { first, termSum, total, weight, weightOf } from './node';

let left: u32 = 0;
let leftWeight: f64 = 0;
let leftTerms: f64 = 0;
let rightWeight: f64 = 0;
let rightTerms: f64 = 0;

/**
 * @param sorted u64[count]: group << 32 | sample, ascending
 * @param missing entries of `missingSamples`
 */
export function scanSortedSums(sorted: usize, count: u32, missing: u32): void {
  const end = sorted + ((<usize>count) << 3);
  const sides: u32 = missing > 0 ? MISSING_IS_LEFT : MISSING_RIGHT;
  for (let side: u32 = MISSING_RIGHT; side <= sides; side++) {
    left = 0;
    leftWeight = 0;
    leftTerms = 0;
    rightWeight = weight;
    rightTerms = termSum;
    memory.fill(leftSums, 0, (<usize>classCount) << 3);
    memory.copy(rightSums, nodeSums, (<usize>classCount) << 3);
    if (side == MISSING_IS_LEFT) {
      for (let i: u32 = 0; i < missing; i++)
        moveLeft(load<u32>(missingSamples + ((<usize>i) << 2)));
    }
    for (let at = sorted; at < end;) {
      const group = load<u32>(at, 4);
      moveLeft(load<u32>(at));
      at += 8;
      if (at < end && load<u32>(at, 4) == group) continue;
      const right = total - left;
      if (left < minSamplesLeaf || right < minSamplesLeaf || !(rightWeight > 0)) continue;
      const score = purity(leftTerms, leftWeight) + purity(rightTerms, rightWeight);
      offer(score, group, missing > 0 ? side : MISSING_NONE);
    }
  }
}

function moveLeft(sample: u32): void {
  const pack = load<u32>(samplePacks + ((<usize>(first + sample)) << 2));
  const moved = weightOf(first + sample);
  const klass = (<usize>(pack >>> 16)) << 3;
  left += pack & 0xffff;

  const l = load<f64>(leftSums + klass);
  const more = l + moved;
  store<f64>(leftSums + klass, more);
  leftWeight += moved;
  leftTerms += term(more) - term(l);

  const r = load<f64>(rightSums + klass);
  const less = r - moved;
  store<f64>(rightSums + klass, less);
  rightWeight -= moved;
  rightTerms += term(less) - term(r);
}

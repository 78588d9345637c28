/**
 * Nodes of two samples, of which a fully grown tree has more than of all others together: their data fits
 * into registers. Finds the same as `lookAt` and `findSplit`.
 */
import {
  classCount,
  exactSamples,
  featureCount,
  featureKinds,
  featureOrder,
  featuresPerSplit,
  isRandom,
  isWeighted,
  maxLeafNodes,
  minImpurityDecrease,
  minSamplesLeaf,
  minSamplesSplit,
  samplePacks,
  sampleRows,
  sampleValues,
} from './memory';
import { columnOf } from './columns';
import { isCounted } from './node';
import { randomBelow } from './random';

/** Whether this file can split this problem's pairs. */
export let arePairsSimple: bool = false;

export let isPairPure: bool = false;
/** Regression: the answer of a leaf with both. */
export let pairAnswer: f64 = 0;
/** The feature that separates the two, its codes, and by how much the split lowers weight times impurity. */
export let pairFeature: u32 = 0;
export let pairLow: u32 = 0;
export let pairHigh: u32 = 0;
export let pairGain: f64 = 0;
/** The sample with the smaller code. */
export let pairLeft: u32 = 0;

export function decideOnPairs(): void {
  let isPlain =
    !isRandom &&
    minSamplesLeaf <= 1 &&
    minSamplesSplit <= 2 &&
    minImpurityDecrease <= 0 &&
    exactSamples >= 2 &&
    maxLeafNodes == u32.MAX_VALUE &&
    (classCount > 0 ? isCounted() : !isWeighted);
  for (let feature: u32 = 0; feature < featureCount; feature++) {
    if (load<u8>(featureKinds + feature) != 0) isPlain = false;
  }
  arePairsSimple = isPlain;
}

/** @returns whether the samples `first` and the next are split */
export function lookAtPair(first: u32): bool {
  const packs = samplePacks + ((<usize>first) << 2);
  const pack0 = load<u32>(packs);
  const pack1 = load<u32>(packs, 4);
  if (classCount > 0) {
    isPairPure = pack0 >>> 16 == pack1 >>> 16;
    if (isPairPure) return false;
    const count0 = <u64>(pack0 & 0xffff);
    const count1 = <u64>(pack1 & 0xffff);
    const weight = <f64>(count0 + count1);
    if (!findFeature(first, weight, weight)) return false;
    pairGain = weight - <f64>(count0 * count0 + count1 * count1) / weight;
    return true;
  }
  const values = sampleValues + ((<usize>first) << 3);
  const value0 = load<f64>(values);
  const value1 = load<f64>(values, 8);
  isPairPure = value0 == value1;
  pairAnswer = value0 + 0;
  if (isPairPure) return false;
  const weight0 = <f64>pack0;
  const weight1 = <f64>pack1;
  const mean = (weight0 * value0 + weight1 * value1) / (weight0 + weight1);
  pairAnswer = mean;
  const sum0 = weight0 * (value0 - mean);
  const sum1 = weight1 * (value1 - mean);
  const score0 = (sum0 * sum0) / weight0 + (sum0 * sum0) / weight1;
  const score1 = (sum1 * sum1) / weight1 + (sum1 * sum1) / weight0;
  if (!findFeature(first, score0, score1)) return false;
  return true;
}

/**
 * @param score0 of a split that sends the first sample left
 * @param score1 of one that sends the other
 */
function findFeature(first: u32, score0: f64, score1: f64): bool {
  const rows = sampleRows + ((<usize>first) << 2);
  const row0 = (<usize>load<u32>(rows)) << 1;
  const row1 = (<usize>load<u32>(rows, 4)) << 1;
  let allConstant = true;
  let best: f64 = -Infinity;
  for (let drawn: u32 = 0; drawn < featureCount; drawn++) {
    if (drawn >= featuresPerSplit && !allConstant) break;
    const here = featureOrder + ((<usize>drawn) << 2);
    const other = featureOrder + ((<usize>(drawn + randomBelow(featureCount - drawn))) << 2);
    const feature = load<u32>(other);
    store<u32>(other, load<u32>(here));
    store<u32>(here, feature);
    const column = columnOf(feature);
    const code0 = <u32>load<u16>(column + row0);
    const code1 = <u32>load<u16>(column + row1);
    if (code0 == code1) continue;
    allConstant = false;
    const isSecondLeft = code1 < code0;
    const score = isSecondLeft ? score1 : score0;
    if (score > best) {
      best = score;
      pairFeature = feature;
      pairLeft = first + <u32>isSecondLeft;
      pairLow = min(code0, code1);
      pairHigh = max(code0, code1);
    }
  }
  pairGain = best;
  return best > -Infinity;
}

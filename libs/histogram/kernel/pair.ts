/**
 * Nodes of two samples, of which a fully grown tree has more than of all others together: their data fits
 * into registers. Finds the same as `lookAt` and `findSplit`.
 */
import { UNLIMITED } from './abi';
import { codeAt, columnOf, isNarrow } from './columns';
import { drawFeature } from './draw-features';
import {
  classCount,
  exactSamples,
  featureCount,
  featureKinds,
  featuresPerSplit,
  isRandom,
  isWeighted,
  maxLeafNodes,
  minImpurityDecrease,
  minSamplesLeaf,
  minSamplesSplit,
} from './problem';
import * as samples from './samples';
import { classOf, countOf } from './samples';
import { CLASS_SUMS, statistic } from './strategy';

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
  arePairsSimple =
    !isRandom &&
    minSamplesLeaf <= 1 &&
    minSamplesSplit <= 2 &&
    minImpurityDecrease <= 0 &&
    exactSamples >= 2 &&
    maxLeafNodes == UNLIMITED &&
    !isWeighted &&
    statistic != CLASS_SUMS;
  for (let feature: u32 = 0; feature < featureCount; feature++) {
    if (featureKinds[feature] != 0) arePairsSimple = false;
  }
}

/** @returns whether the samples `first` and the next are split */
export function lookAtPair(first: u32): bool {
  const pack0 = samples.packs[first];
  const pack1 = samples.packs[first + 1];
  if (classCount > 0) {
    isPairPure = classOf(pack0) == classOf(pack1);
    if (isPairPure) return false;
    const count0 = <u64>countOf(pack0);
    const count1 = <u64>countOf(pack1);
    const weight = <f64>(count0 + count1);
    if (!findFeature(first, weight, weight)) return false;
    pairGain = weight - <f64>(count0 * count0 + count1 * count1) / weight;
    return true;
  }
  const value0 = samples.values[first];
  const value1 = samples.values[first + 1];
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
  return findFeature(first, score0, score1);
}

/**
 * @param score0 of a split that sends the first sample left
 * @param score1 of one that sends the other
 */
function findFeature(first: u32, score0: f64, score1: f64): bool {
  const row0 = samples.rows[first];
  const row1 = samples.rows[first + 1];
  let allConstant = true;
  let best: f64 = -Infinity;
  for (let drawn: u32 = 0; drawn < featureCount; drawn++) {
    if (drawn >= featuresPerSplit && !allConstant) break;
    const feature = inline.always(drawFeature(drawn));
    const column = columnOf(feature);
    const code0 = codeAt(column, row0, isNarrow);
    const code1 = codeAt(column, row1, isNarrow);
    if (code0 == code1) continue;
    allConstant = false;
    const isSecondLeft = code1 < code0;
    const score = isSecondLeft ? score1 : score0;
    if (score > best) {
      best = score;
      pairFeature = feature;
      pairLeft = first + u32(isSecondLeft);
      pairLow = min(code0, code1);
      pairHigh = max(code0, code1);
    }
  }
  pairGain = best;
  return best > -Infinity;
}

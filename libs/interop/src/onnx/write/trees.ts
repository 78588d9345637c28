/** Splits of a forest in the words of ONNX's operators. */
import {
  CATEGORICAL,
  LEAF,
  largestFloat32Below,
  MISSING_LEFT,
  rowWidth,
  UNSEEN_APART,
  ZERO_MISSING,
} from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import { MODES } from '../ensemble.ts';

/** A node that is no leaf: where a value goes that passes, and where any other. */
export interface WrittenSplit {
  readonly feature: number;
  readonly mode: number;
  readonly value: number;
  /** Of MEMBER: what the value is looked for in. Not empty. */
  readonly members: readonly number[];
  readonly missingPasses: boolean;
  readonly yes: number;
  readonly no: number;
}

const LEQ = MODES.indexOf('LEQ');
const MEMBER = MODES.indexOf('MEMBER');

/** No level: what is looked for where nothing passes. */
const NOTHING = [-1];

/** @param isFloat whether values and thresholds are float32 */
export function splitAt(forest: Forest, node: number, isFloat: boolean): WrittenSplit {
  const { feature, threshold, flags, next, featureCount } = forest;
  const flag = flags[node]!;
  const missingLeft = (flag & MISSING_LEFT) !== 0;
  const [left, right] = [node + 1, next[node]!];
  if ((flag & CATEGORICAL) === 0) {
    const shift = (flag & ZERO_MISSING) === 0 ? 0 : featureCount; // where zeros are missing
    return {
      feature: feature[node]! + shift,
      mode: LEQ,
      value: isFloat ? floatUpTo(threshold[node]!) : threshold[node]!,
      members: [],
      missingPasses: missingLeft,
      yes: left,
      no: right,
    };
  }
  const unseenLeft = missingLeft !== ((flag & UNSEEN_APART) !== 0);
  const levels = levelsOf(forest, threshold[node]!, !unseenLeft);
  return {
    feature: feature[node]!,
    mode: MEMBER,
    value: 0,
    members: levels.length > 0 ? levels : NOTHING,
    missingPasses: missingLeft !== unseenLeft,
    yes: unseenLeft ? right : left,
    no: unseenLeft ? left : right,
  };
}

/** Levels that go left, or those that go right. */
function levelsOf({ categorySetStart, categorySetBits }: Forest, set: number, left: boolean) {
  const levels: number[] = [];
  const start = categorySetStart[set]!;
  const bits = 32 * (categorySetStart[set + 1]! - start);
  for (let level = 0; level < bits; level++) {
    const isLeft = ((categorySetBits[start + (level >>> 5)]! >>> (level & 31)) & 1) === 1;
    if (isLeft === left) levels.push(level);
  }
  return levels;
}

/** The largest float32 up to a number. */
function floatUpTo(value: number): number {
  const float = Math.fround(value);
  return float > value ? largestFloat32Below(float) : float;
}

/** What a leaf answers with: W numbers. */
export function rowOf(forest: Forest, leaf: number): Float64Array {
  const width = rowWidth(forest);
  const at = forest.next[leaf]! * width;
  return forest.values.subarray(at, at + width);
}

export function isLeaf({ feature }: Forest, node: number): boolean {
  return feature[node] === LEAF;
}

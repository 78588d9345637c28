/** Splits of a forest in the words of ONNX's operators. */
import {
  CATEGORICAL,
  LEAF,
  largestFloat32Below,
  MISSING_LEFT,
  rowWidth,
  ZERO_MISSING,
} from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import type { CategorySets } from './category-sets.ts';
import type { Inputs } from './write-inputs.ts';

/** A node that is no leaf: a value up to `value` goes left. */
export interface WrittenSplit {
  /** Column of the rows that trees see. */
  readonly column: number;
  readonly value: number;
  readonly missingLeft: boolean;
  readonly left: number;
  readonly right: number;
}

/** What trees see of a forest's features. */
export interface TreeInputs extends Inputs {
  readonly sets: CategorySets;
  /** Whether values and thresholds are float32. */
  readonly isFloat: boolean;
}

/** Between the two sides of a split by categories. */
const BETWEEN = 0.5;

export function splitAt(
  forest: Forest,
  node: number,
  { places, width, sets, isFloat }: TreeInputs,
): WrittenSplit {
  const { feature, threshold, flags, next } = forest;
  const flag = flags[node]!;
  const missingLeft = (flag & MISSING_LEFT) !== 0;
  const [left, right] = [node + 1, next[node]!];
  const place = places[feature[node]!]!;
  if ((flag & CATEGORICAL) !== 0) {
    const column = place + sets.columnOf(node);
    return { column, value: BETWEEN, missingLeft: false, left, right };
  }
  const column = (flag & ZERO_MISSING) === 0 ? place : place + width; // where zeros are missing
  const value = isFloat ? floatUpTo(threshold[node]!) : threshold[node]!;
  return { column, value, missingLeft, left, right };
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

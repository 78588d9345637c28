/** What follows from the header's sizes. */
import { CATEGORICAL } from '@lambda-forest/forest';
import { partOf, sourceOf } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';

import { bitsFor } from './bits.ts';
import type { CombinationLayout, ForestLayout } from './parse-forest-layout.ts';

export type { CombinationLayout, ForestLayout };

/** Each of the T trees has one leaf more than splits. */
export function leafCount({ nodes, trees }: ForestLayout): number {
  return (nodes + trees) / 2;
}

/** Bits of the fields that have the same width everywhere. */
export interface FieldWidths {
  readonly feature: number;
  readonly categorySet: number;
  readonly row: number;
  readonly classCode: number;
  readonly denominator: number;
}

export function fieldWidths(
  { categorySets, rows, largestDenominator }: ForestLayout,
  featureCount: number,
  rowWidth: number,
): FieldWidths {
  return {
    feature: bitsFor(featureCount),
    categorySet: bitsFor(categorySets),
    row: bitsFor(rows),
    classCode: bitsFor(rowWidth + 1),
    denominator: bitsFor(largestDenominator + 1),
  };
}

/**
 * The shorter of the two ways to name rows; `row` if they are equal.
 *
 * @param others leaves whose row is not the first pure one of its class
 */
export function shorterLeafCodes(
  leaves: number,
  others: number,
  widths: Pick<FieldWidths, 'row' | 'classCode'>,
): 'class' | 'row' {
  return leaves * widths.classCode + others * widths.row < leaves * widths.row ? 'class' : 'row';
}

/** Whether a split with these flags has a further bit: UNSEEN_APART or ZERO_MISSING. */
export function hasOddBit({ combination }: ForestLayout, flags: number): boolean {
  if (!combination) return false;
  return (flags & CATEGORICAL) !== 0 ? combination.unseenApart : combination.zeroMissing;
}

/** The oldest version of the format that holds a model. */
export function oldestVersion({ features }: Schema, { combination }: ForestLayout): number {
  if (features.some((feature) => sourceOf(feature) !== undefined && !partOf(feature))) return 4;
  return combination ? 3 : 1;
}

/** Whether a combination says more than that the answer is the mean of the leaves' rows. */
export function isNeeded({
  float32Rows,
  float32Thresholds,
  ...layout
}: CombinationLayout): boolean {
  const { baseScore, factor, link, ...others } = layout;
  return baseScore.length > 0 || link !== 'identity' || Object.values(others).some(Boolean);
}

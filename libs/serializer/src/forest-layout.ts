/** What follows from the header's sizes. */
import { bitsFor } from './bits.ts';
import type { ForestLayout } from './parse-forest-layout.ts';

export type { ForestLayout };

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
  outputCount: number,
): FieldWidths {
  return {
    feature: bitsFor(featureCount),
    categorySet: bitsFor(categorySets),
    row: bitsFor(rows),
    classCode: bitsFor(outputCount + 1),
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

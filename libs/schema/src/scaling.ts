import type { Scaling } from './schema.ts';

/**
 * Scales one value of feature `feature`. Training and serving both call this, so that the same double
 * goes in on either side and the same double comes out. NaN for a feature that the scaling does not have: whoever reads a
 * schema has checked that there is none.
 */
export function scaleValue(scaling: Scaling, feature: number, value: number): number {
  return (value - scaling.center[feature]!) / scaling.scale[feature]!;
}

/** Scales a row in place. `row` has one number per feature, in schema order. */
export function scaleRow(scaling: Scaling, row: Float64Array): void {
  for (let feature = 0; feature < row.length; feature++) {
    row[feature] = scaleValue(scaling, feature, row[feature]!);
  }
}

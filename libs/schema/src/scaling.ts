import type { Scaling } from './schema.ts';

/**
 * Scales one value of feature `feature`. Training and serving both call this, so that the same double
 * goes in on either side and the same double comes out.
 */
export function scaleValue(scaling: Scaling, feature: number, value: number): number {
  const center = scaling.center[feature];
  const scale = scaling.scale[feature];
  if (center === undefined || scale === undefined) {
    throw new RangeError(
      `Found feature index ${feature}, expected 0 to ${scaling.center.length - 1}.`,
    );
  }
  return (value - center) / scale;
}

/** Scales a row in place. `row` has one number per feature, in schema order. */
export function scaleRow(scaling: Scaling, row: Float64Array): void {
  for (let feature = 0; feature < row.length; feature++) {
    row[feature] = scaleValue(scaling, feature, row[feature]!);
  }
}

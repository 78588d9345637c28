import type { Scaling } from './schema.ts';

/**
 * Scales a row in place: training and serving both do, so that the same doubles come out. `row` has one number per
 * feature, in schema order.
 */
export function scaleRow({ center, scale }: Scaling, row: Float64Array): void {
  for (let feature = 0; feature < row.length; feature++) {
    row[feature] = (row[feature]! - center[feature]!) / scale[feature]!;
  }
}

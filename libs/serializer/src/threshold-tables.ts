import type { ThresholdTables } from '@lambda-forest/forest';

/** The index of `value` in its feature's table, where it must be. */
export function thresholdCode(tables: ThresholdTables, feature: number, value: number): number {
  const { thresholds, start } = tables;
  const first = start[feature]!;
  let low = first;
  let high = start[feature + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (thresholds[middle]! < value) low = middle + 1;
    else high = middle;
  }
  // To `<` both zeros are one; a 0 stands behind the -0 if there is one.
  return (Object.is(thresholds[low], value) ? low : low + 1) - first;
}

/** Whether `left` may stand before `right` in a table; false for NaN. */
export function isBefore(left: number, right: number): boolean {
  return left < right || (Object.is(left, -0) && Object.is(right, 0));
}

import { CATEGORICAL, LEAF } from '@lambda-forest/forest';
import type { Forest, ThresholdTables } from '@lambda-forest/forest';

export function collectThresholds(forest: Forest): ThresholdTables {
  const { feature, threshold, flags, featureCount } = forest;
  const found = Array.from({ length: featureCount }, (): number[] => []);
  for (let node = 0; node < feature.length; node++) {
    const tested = feature[node]!;
    const isNumeric = tested !== LEAF && (flags[node]! & CATEGORICAL) === 0;
    if (isNumeric) found[tested]!.push(threshold[node]!);
  }
  // A typed array sorts by number and puts -0 before 0.
  const tables = found.map((all) =>
    Float64Array.from(all)
      .sort()
      .filter((value, i, sorted) => i === 0 || !Object.is(value, sorted[i - 1])),
  );
  return joinTables(
    Float64Array.from(tables.flatMap((table) => Array.from(table))),
    tables.map((table) => table.length),
  );
}

/** @param lengths how many of `thresholds` belong to each feature */
export function joinTables(thresholds: Float64Array, lengths: readonly number[]): ThresholdTables {
  const start = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, feature) => {
    start[feature + 1] = start[feature]! + length;
  });
  return { thresholds, start };
}

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

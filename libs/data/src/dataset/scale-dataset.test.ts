import { scaleValue } from '@lambda-forest/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readIris, withColumns } from '../../test/support.ts';
import { allRows, describeRows, fitScaling, scaleDataset, splitRows, toDataset } from '../index.ts';

/** Means and population deviations as the definition says them, without any care. */
function naive(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

/** Tenths, so that deviations are not lost in the rounding of the values themselves. */
const column = fc
  .array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 2, maxLength: 60 })
  .filter((values) => new Set(values).size > 1)
  .map((values) => values.map((value) => value / 10));

test('scaled rows have mean 0 and deviation 1, by the scaling that a naive computation finds', () => {
  fc.assert(
    fc.property(column, (values) => {
      const dataset = withColumns([values]);
      const scaling = fitScaling(dataset, allRows(dataset));
      const { mean, deviation } = naive(values);
      expect(Math.abs(scaling.center[0]! - mean)).toBeLessThan(1e-9);
      expect(Math.abs(scaling.scale[0]! - deviation)).toBeLessThan(1e-9 * deviation);
      const scaled = naive([...scaleDataset(dataset, scaling).columns[0]!]);
      expect(Math.abs(scaled.mean)).toBeLessThan(1e-8);
      expect(Math.abs(scaled.deviation - 1)).toBeLessThan(1e-8);
    }),
  );
});

test('only the rows fitted on decide, and each value is scaled as serving scales it', () => {
  const dataset = toDataset(readIris());
  const { train } = splitRows(dataset, { testSize: 0.2, seed: 42 });
  const scaling = fitScaling(dataset, train);
  const scaled = scaleDataset(dataset, scaling);
  for (const [feature, values] of dataset.columns.entries()) {
    const { mean, deviation } = naive(Array.from(train, (row) => values[row]!));
    expect(scaling.center[feature]).toBeCloseTo(mean, 12);
    expect(scaling.scale[feature]).toBeCloseTo(deviation, 12);
    for (let row = 0; row < dataset.rowCount; row++) {
      expect(scaled.columns[feature]![row]).toBe(scaleValue(scaling, feature, values[row]!));
    }
  }
});

test('a constant feature becomes 0 and a missing value stays missing', () => {
  const dataset = withColumns([
    [0.1, 0.1, 0.1],
    [1, NaN, 3],
  ]);
  const scaling = fitScaling(dataset, allRows(dataset));
  expect(scaling).toEqual({ center: [0.1, 2], scale: [1, 1] });
  expect(scaleDataset(dataset, scaling).columns).toEqual([
    Float64Array.of(0, 0, 0),
    Float64Array.of(-1, NaN, 1),
  ]);
});

test('the schema gains the scaling and keeps statistics in the original units', () => {
  const dataset = toDataset(readIris());
  const scaling = fitScaling(dataset, allRows(dataset));
  const before = structuredClone(dataset);
  const scaled = scaleDataset(dataset, scaling);
  expect(scaled.schema).toEqual({ ...dataset.schema, scaling });
  expect(scaled.target).toBe(dataset.target);
  expect(dataset).toEqual(before);
  const regression = withColumns([[1, 2]]);
  expect(scaleDataset(regression, { center: [0], scale: [2] }).columns).toEqual([
    Float64Array.of(0.5, 1),
  ]);
});

test('scaling twice, describing scaled rows and scaling other features are refused', () => {
  const dataset = withColumns([[1, 2]]);
  const scaling = { center: [0], scale: [2] };
  const scaled = scaleDataset(dataset, scaling);
  expect(() => scaleDataset(scaled, scaling)).toThrow(/^Found a scaled dataset/);
  expect(() => fitScaling(scaled, allRows(scaled))).toThrow(RangeError);
  expect(() => describeRows(scaled, allRows(scaled))).toThrow(RangeError);
  expect(() => scaleDataset(dataset, { center: [0, 0], scale: [1, 1] })).toThrow(
    /^Found scaling for 2 and 2 features, expected 1/,
  );
});

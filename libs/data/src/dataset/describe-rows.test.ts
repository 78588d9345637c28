import { parseSchema } from '@lambda-forest/schema';
import type { NumericFeature } from '@lambda-forest/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readIris, refusal, withClasses, withColumns } from '../../test/support.ts';
import { allRows, describeRows, fitScaling, scaleDataset, toDataset } from '../index.ts';
import type { Dataset } from '../index.ts';

function describeColumn(values: readonly number[], rows?: Uint32Array): NumericFeature {
  const dataset = withColumns([values]);
  return describeRows(dataset, rows ?? allRows(dataset)).features[0] as NumericFeature;
}

test('iris has the means and deviations that scikit-learn’s StandardScaler finds', () => {
  const dataset = toDataset(readIris());
  const features = dataset.schema.features as NumericFeature[];
  const means = [5.843333333333335, 3.057333333333334, 3.7580000000000027, 1.199333333333334];
  const deviations = [
    0.8253012917851409, 0.43441096773549437, 1.7594040657753032, 0.7596926279021594,
  ];
  for (const [i, { mean, standardDeviation }] of features.entries()) {
    expect(Math.abs(mean - means[i]!)).toBeLessThan(1e-14);
    expect(Math.abs(standardDeviation - deviations[i]!)).toBeLessThan(1e-14);
  }
  expect(features.map(({ minimum, maximum }) => [minimum, maximum])).toEqual([
    [4.3, 7.9],
    [2, 4.4],
    [1, 6.9],
    [0.1, 2.5],
  ]);
});

test('only the rows asked for are described, each as often as it is named', () => {
  const feature = describeColumn([100, 1, 2, 6, 100], Uint32Array.of(1, 2, 3, 3));
  expect(feature).toEqual({
    kind: 'numeric',
    name: 'x0',
    minimum: 1,
    maximum: 6,
    mean: 3.75,
    standardDeviation: Math.sqrt((2.75 ** 2 + 1.75 ** 2 + 2 * 2.25 ** 2) / 4),
    missing: 0,
  });
});

test('classes keep their order, and those without rows have count 0', () => {
  const dataset = withClasses([2, 0, 2, 1], 3);
  const schema = describeRows(dataset, Uint32Array.of(0, 1, 2));
  expect(schema.target).toEqual({ name: 'class', classes: ['0', '1', '2'], counts: [1, 0, 2] });
  expect(schema.rowCount).toBe(3);
});

test('missing values are counted and are no part of the statistics', () => {
  const feature = describeColumn([NaN, 1, 3, NaN]);
  expect(feature).toMatchObject({ minimum: 1, maximum: 3, mean: 2, standardDeviation: 1 });
  expect(feature.missing).toBe(2);
});

test('levels of a categorical feature are counted, and its missing values too', () => {
  const base = withColumns([[0, 2, NaN, 2]]);
  const dataset: Dataset = {
    ...base,
    schema: {
      ...base.schema,
      features: [
        { kind: 'categorical', name: 'color', levels: ['a', 'b', 'c'], counts: [], missing: 0 },
      ],
    },
  };
  expect(describeRows(dataset, allRows(dataset)).features).toEqual([
    { kind: 'categorical', name: 'color', levels: ['a', 'b', 'c'], counts: [1, 0, 2], missing: 1 },
  ]);
  expect(fitScaling(dataset, allRows(dataset))).toEqual({ center: [0], scale: [1] });
  expect(scaleDataset(dataset, { center: [0], scale: [1] }).columns).toEqual(dataset.columns);
});

test('no rows, and a feature without any value, are refused', () => {
  expect(refusal(() => describeRows(withColumns([[1]]), new Uint32Array())).message).toMatch(
    /^Found no rows to describe/,
  );
  const error = refusal(() => describeColumn([1, NaN], Uint32Array.of(1)));
  expect(error.message).toMatch(/^In column "x0", found no value in any row/);
});

test('statistics keep their digits far from zero, near the largest and at the smallest numbers', () => {
  expect(describeColumn([1e15 + 1, 1e15 + 2, 1e15 + 3])).toMatchObject({
    mean: 1e15 + 2,
    standardDeviation: Math.sqrt(2 / 3),
  });
  expect(describeColumn([-Number.MAX_VALUE, Number.MAX_VALUE])).toMatchObject({
    mean: 0,
    standardDeviation: Number.MAX_VALUE,
  });
  expect(describeColumn([-1e-300, 1e-300])).toMatchObject({ mean: 0, standardDeviation: 1e-300 });
});

test('a constant column has deviation 0 and its value as mean, exactly', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(50), (value, more) => {
      const { mean, standardDeviation } = describeColumn(new Array<number>(more + 1).fill(value));
      expect(mean === value).toBe(true);
      expect(standardDeviation).toBe(0);
    }),
  );
});

test('whatever the values, statistics are finite, in order, and a valid schema', () => {
  const columns = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
  fc.assert(
    fc.property(columns, (values) => {
      const dataset = withColumns([values]);
      const schema = describeRows(dataset, allRows(dataset));
      const { minimum, maximum, mean, standardDeviation } = schema.features[0] as NumericFeature;
      expect(minimum).toBe(Math.min(...values));
      expect(maximum).toBe(Math.max(...values));
      expect(mean >= minimum && mean <= maximum).toBe(true);
      expect(Number.isFinite(standardDeviation) && standardDeviation >= 0).toBe(true);
      expect(() => parseSchema(schema)).not.toThrow();
    }),
  );
});

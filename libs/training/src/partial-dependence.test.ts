import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { allRows } from '@lambda-forest/data';
import type { RegressionDataset } from '@lambda-forest/data';
import { describe, expect, test } from 'vitest';

import { regressionTable } from '../test/tables.ts';
import { partialDependence } from './partial-dependence.ts';

// Made by scikit-learn: tools/oracles/make-partial-dependence.py.
const GOLDEN = join(import.meta.dirname, '..', 'golden', 'partial-dependence');
const cases = readdirSync(GOLDEN)
  .filter((file) => file.endsWith('.input.json'))
  .map((file) => file.replace('.input.json', ''));
const readJson = (file: string) => JSON.parse(readFileSync(join(GOLDEN, file), 'utf8'));

/** The oracle's model: (x0 * x1 + x2 * x2, x0 - x2). */
function formula(rows: Float64Array): Float64Array {
  const answers = new Float64Array((rows.length / 3) * 2);
  for (let i = 0; i < rows.length / 3; i++) {
    const [a, b, c] = [rows[3 * i]!, rows[3 * i + 1]!, rows[3 * i + 2]!];
    answers[2 * i] = a * b + c * c;
    answers[2 * i + 1] = a - c;
  }
  return answers;
}

interface Expected {
  readonly grid: readonly number[];
  readonly mean: readonly number[];
}

function tableOf(rows: readonly (readonly number[])[], categorical: readonly number[] = []) {
  const table = regressionTable(
    [0, 1, 2].map((feature) => rows.map((row) => row[feature]!)),
    rows.map(() => 0),
  );
  const features = table.schema.features.map((feature, i) => {
    if (!categorical.includes(i)) return feature;
    const levels = Array.from({ length: 30 }, (_, level) => `level ${level}`);
    return { kind: 'categorical' as const, name: feature.name, levels, counts: [], missing: 0 };
  });
  return { ...table, schema: { ...table.schema, features } } satisfies RegressionDataset;
}

describe('partial dependence equals that of scikit-learn', () => {
  test.each(cases)('%s', (name) => {
    const { rows, resolution, categorical } = readJson(`${name}.input.json`);
    const { features } = readJson(`${name}.expected.json`);
    const dataset = tableOf(rows, categorical);
    const options = { predict: formula, outputCount: 2, resolution };
    for (const [feature, expected] of (features as readonly Expected[]).entries()) {
      const found = partialDependence(dataset, allRows(dataset), feature, options)!;
      expect(found.grid).toHaveLength(expected.grid.length);
      [...found.grid].forEach((value, i) => expect(value).toBeCloseTo(expected.grid[i]!, 12));
      [...found.mean].forEach((value, i) => expect(value).toBeCloseTo(expected.mean[i]!, 10));
    }
  });
});

test('rows with a missing value count, and add no value to the grid', () => {
  const dataset = tableOf([
    [1, 1, 0],
    [NaN, 1, 0],
    [3, 1, 0],
  ]);
  const options = { predict: formula, outputCount: 2 };
  const found = partialDependence(dataset, allRows(dataset), 0, options)!;
  expect([...found.grid]).toEqual([1, 3]);
  expect([...found.mean]).toEqual([1, 1, 3, 3]);
});

test('features with the same information are set together', () => {
  const dataset = tableOf([
    [1, 10, 0],
    [3, 30, 0],
  ]);
  const options = {
    predict: (rows: Float64Array) => rows.filter((_, i) => i % 3 === 1),
    outputCount: 1,
  };
  const alone = partialDependence(dataset, allRows(dataset), 0, options)!;
  expect([...alone.mean]).toEqual([20, 20]);
  const linked = (value: number) => [[1, value * 10] as const];
  const both = partialDependence(dataset, allRows(dataset), 0, { ...options, linked })!;
  expect([...both.mean]).toEqual([10, 30]);
});

test('a feature that is missing in every row has no partial dependence', () => {
  const dataset = tableOf([[NaN, 1, 0]]);
  const options = { predict: formula, outputCount: 2 };
  expect(partialDependence(dataset, allRows(dataset), 0, options)).toBeNull();
});

test('a feature that is nearly constant is tried at that value', () => {
  const rows = Array.from({ length: 1000 }, (_, i) => [i < 30 ? i : 7, 1, 0]);
  const dataset = tableOf(rows);
  const options = { predict: formula, outputCount: 2, resolution: 10 };
  expect([...partialDependence(dataset, allRows(dataset), 0, options)!.grid]).toEqual([7]);
});

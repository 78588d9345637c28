/** Estimators that scikit-learn saved, against what it predicts: equal to the bit for means of trees, else within 1e-12. */
import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';

import { predictBatch } from '@lambda-forest/forest';
import { describe, expect, test } from 'vitest';

import { encode } from '../test/encode.ts';
import type { Cell } from '../test/encode.ts';
import { readForeignModel } from './index.ts';

const TOLERANCE = 1e-12;

const GOLDEN = new URL('../golden/', import.meta.url);
const VERSIONS = readdirSync(GOLDEN).filter((folder) => folder.startsWith('scikit-learn'));

describe.each(VERSIONS)('%s', (version) => {
  const folder = new URL(`${version}/`, GOLDEN);
  const cases = readdirSync(folder)
    .filter((file) => file.endsWith('.input.json'))
    .map((file) => file.replace('.input.json', ''));
  const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as unknown;

  test.each(cases)('%s', (name) => {
    const { model, rows } = read(`${name}.input.json`) as { model: string; rows: Cell[][] };
    const { predictions, classes } = read(`${name}.expected.json`) as {
      predictions: (number | number[])[];
      classes?: string[];
    };
    const foreign = readForeignModel(Buffer.from(model, 'base64'));
    expect(foreign.classes).toEqual(classes);
    expect(foreign.version).toBe(version.replace('scikit-learn-', ''));
    const found = [...predictBatch(foreign.forest, encode(foreign, rows))];
    const expected = predictions.flat();
    const isMean = /^(RandomForest|ExtraTrees|DecisionTree)/.test(foreign.objective);
    if (isMean) expect(found).toEqual(expected);
    expect(found).toHaveLength(expected.length);
    found.forEach((answer, i) => {
      expect(Math.abs(answer - expected[i]!)).toBeLessThanOrEqual(
        TOLERANCE * Math.abs(expected[i]!),
      );
    });
  });
});

test('names of columns and labels of any kind are those of the estimator', () => {
  const read = (name: string) => {
    const url = new URL(`scikit-learn-1.9.1/${name}.input.json`, GOLDEN);
    const { model } = JSON.parse(readFileSync(url, 'utf8')) as { model: string };
    return readForeignModel(Buffer.from(model, 'base64'));
  };
  expect(read('forest-columns').columns.map(({ name }) => name)).toEqual([
    'width',
    'height',
    'größe',
  ]);
  expect(read('forest-truths').classes).toEqual(['False', 'True']);
  expect(read('forest-names').classes).toEqual(['low', 'mittel', 'über']);
  expect(read('tree').columns[2]).toMatchObject({ name: 'f2', isNamed: false });
});

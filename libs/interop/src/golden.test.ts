/**
 * Models as XGBoost and LightGBM wrote them, against what those libraries answer: margins to the bit, predictions within
 * two units in the last place of a float32, or 1e-12 where the library counts in float64.
 */
import { Buffer } from 'node:buffer';
import { readFileSync, readdirSync } from 'node:fs';

import { compileForest, predictBatch, withoutLink } from '@lambda-forest/forest';
import { describe, expect, test } from 'vitest';

import { readForeignModel } from './index.ts';

const FLOAT32_ULPS = 2 * 2 ** -23;
const FLOAT64_TOLERANCE = 1e-12;

/** The folders of one library and version each. */
const LIBRARIES = readdirSync(new URL('../golden/', import.meta.url)).filter((folder) =>
  /^(xgboost|lightgbm)/.test(folder),
);

interface Golden {
  readonly bytes: Uint8Array;
  /** Row-major; null is missing. */
  readonly rows: readonly (readonly (number | null)[])[];
  readonly margins: readonly number[];
  readonly predictions: readonly number[];
}

describe.each(LIBRARIES)('%s', (library) => {
  test.each(casesOf(library))('%s', (name) => {
    const { bytes, rows, margins, predictions } = readGolden(library, name);
    const { forest, task } = readForeignModel(bytes, { rounds: 'all' });
    const asked = Float64Array.from(rows.flat(), (value) => value ?? NaN);
    // LightGBM's raw scores of a mean are sums.
    const found = predictBatch({ ...withoutLink(forest), aggregation: 'sum' }, asked);
    expect([...found].map(plusZero)).toEqual(margins.map(plusZero));

    const answers = predictBatch(forest, asked);
    expect([
      ...compileForest(forest).predictBatch(asked, new Float64Array(answers.length)),
    ]).toEqual([...answers]);
    if (name.startsWith('softmax')) {
      expect(rows.map((_, row) => largest(answers, row, 3))).toEqual(predictions);
      return;
    }
    const isBinary = task === 'classification' && forest.outputCount === 2;
    const shown = isBinary ? answers.filter((_, i) => i % 2 === 1) : answers;
    predictions.forEach((expected, i) => {
      const difference = Math.abs(shown[i]! - expected);
      expect(difference, `${i}: ${shown[i]} for ${expected}`).toBeLessThanOrEqual(
        toleranceOf(library) * Math.max(Math.abs(expected), Number.MIN_VALUE),
      );
    });
  });
});

function casesOf(library: string): string[] {
  return readdirSync(folderOf(library))
    .filter((file) => file.endsWith('.input.json'))
    .map((file) => file.replace('.input.json', ''));
}

function readGolden(library: string, name: string): Golden {
  const read = (part: string) =>
    JSON.parse(readFileSync(new URL(`${name}.${part}.json`, folderOf(library)), 'utf8')) as Record<
      string,
      unknown
    >;
  const { model, rows } = read('input') as { model: string; rows: Golden['rows'] };
  const { margins, predictions } = read('expected') as { margins: number[]; predictions: number[] };
  return {
    bytes: Buffer.from(model, name.endsWith('-ubj') ? 'base64' : 'utf8'),
    rows,
    margins: margins.flat(),
    predictions: predictions.flat(),
  };
}

function folderOf(library: string): URL {
  return new URL(`../golden/${library}/`, import.meta.url);
}

function largest(answers: Float64Array, row: number, classes: number): number {
  const scores = [...answers.subarray(row * classes, (row + 1) * classes)];
  return scores.indexOf(Math.max(...scores));
}

/** JSON has no -0. */
function plusZero(number: number): number {
  return number + 0;
}

function toleranceOf(library: string): number {
  return library === 'lightgbm' ? FLOAT64_TOLERANCE : FLOAT32_ULPS;
}

/** Boosters in pickles against what their estimators predict: as exactly as the boosters by themselves. */
import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';

import { predictBatch, treeCount } from '@lambda-forest/forest';
import { describe, expect, test } from 'vitest';

import { encode } from '../../test/encode.ts';
import type { Cell } from '../../test/encode.ts';
import { readForeignModel } from '../index.ts';

/** Two units in the last place of a float32, of 1 for several classes, and rounding of e^x in float64. */
const FLOAT32 = 2 ** -22;
const FLOAT64 = 1e-12;

const GOLDEN = new URL('../../golden/', import.meta.url);
const FOLDERS = readdirSync(GOLDEN).filter((folder) => folder.startsWith('pickled-boosters'));

interface Golden {
  readonly bytes: Uint8Array;
  readonly rows: Cell[][];
  readonly predictions: readonly number[];
  readonly classes?: readonly string[];
}

function goldenOf(folder: string, name: string): Golden {
  const read = (part: string) =>
    JSON.parse(readFileSync(new URL(`${folder}/${name}.${part}.json`, GOLDEN), 'utf8')) as Record<
      string,
      unknown
    >;
  const { model, rows } = read('input') as { model: string; rows: Cell[][] };
  const expected = read('expected') as { predictions: number[][]; classes?: string[] };
  return {
    ...expected,
    bytes: Buffer.from(model, 'base64'),
    rows,
    predictions: expected.predictions.flat(),
  };
}

describe.each(FOLDERS)('%s', (folder) => {
  const cases = readdirSync(new URL(`${folder}/`, GOLDEN))
    .filter((file) => file.endsWith('.input.json'))
    .map((file) => file.replace('.input.json', ''));

  test.each(cases)('%s', (name) => {
    const { bytes, rows, predictions, classes } = goldenOf(folder, name);
    const model = readForeignModel(bytes);
    const isXgboost = name.startsWith('xgb');
    expect(model.library).toBe(isXgboost ? 'xgboost' : 'lightgbm');
    const { outputCount } = model.forest;
    const numbers = Array.from({ length: outputCount }, (_, k) => String(k));
    expect(model.classes ?? (outputCount > 1 ? numbers : undefined)).toEqual(classes);
    const found = [...predictBatch(model.forest, encode(model, rows))];
    expect(found).toHaveLength(predictions.length);
    found.forEach((answer, i) => {
      const expected = predictions[i]!;
      const isShare = outputCount > 2 || (outputCount === 2 && i % 2 === 0);
      const unit = isXgboost && isShare ? 1 : Math.abs(expected);
      expect(Math.abs(answer - expected), `${i}: ${answer} for ${expected}`).toBeLessThanOrEqual(
        (isXgboost ? FLOAT32 : FLOAT64) * unit,
      );
    });
  });

  test.each(['xgb-early', 'lgbm-kept'])(
    'of %s all trees answer where that is asked for',
    (name) => {
      const { bytes } = goldenOf(folder, name);
      const all = treeCount(readForeignModel(bytes, { rounds: 'all' }).forest);
      expect(all).toBeGreaterThan(treeCount(readForeignModel(bytes).forest));
    },
  );
});

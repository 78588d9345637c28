import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

import { predictRow } from '@lambda-forest/forest';
import { describe, expect, it } from 'vitest';

import { GOLDEN_MODELS } from '../golden/models.ts';
import { expectSameModel } from '../test/assert-model.ts';
import { VERSIONS } from './container.ts';
import { decodeModel, encodeModel } from './index.ts';

interface Golden {
  readonly sha256: string;
  readonly nodes: number;
  /** `NaN`, `Infinity` and `-Infinity` are words, which JSON has no numbers for. */
  readonly cases: readonly { row: (number | string)[]; prediction: number[] }[];
}

const FOLDER = new URL('../golden/', import.meta.url);
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.forest'),
);

describe.each(FILES)('the golden file %s', (path) => {
  const bytes = readFileSync(new URL(path, FOLDER));
  const golden = JSON.parse(
    readFileSync(new URL(path.replace(/forest$/, 'json'), FOLDER), 'utf8'),
  ) as Golden;
  const model = decodeModel(bytes, golden.sha256);

  it('is the one that was released', () => {
    expect(model.sha256).toBe(golden.sha256);
    expect(model.forest.feature.length).toBe(golden.nodes);
  });

  it('predicts what it predicted then, to the bit', () => {
    expect(golden.cases.length).toBeGreaterThan(5);
    for (const { row, prediction } of golden.cases) {
      const found = predictRow(model.forest, Float64Array.from(row, Number));
      expect([...found], row.join()).toEqual(prediction);
    }
  });

  it('holds the model that it was made from', () => {
    const source = GOLDEN_MODELS[basename(path, '.forest')];
    if (source !== undefined) expectSameModel(model, source.model);
  });

  it('is written again with the same bytes', () => {
    expect(Buffer.from(encodeModel(model)).equals(bytes)).toBe(true);
  });
});

describe('the golden files', () => {
  it('are there for every version up to the newest', () => {
    const versions = [...new Set(FILES.map((path) => dirname(path)))].sort();
    expect(versions).toEqual(VERSIONS.map((version) => `v${version}`));
  });
});

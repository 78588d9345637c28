import type { Provenance } from '@lambda-forest/serializer';
import { expect, test } from 'vitest';

import { provenanceDifferences } from './differences.ts';

const FOREST: Provenance = {
  lambdaForest: '0.1.0',
  name: 'houses',
  version: '1.0.0',
  seed: 42,
  engine: { name: 'histogram', version: 'histogram@1.0.0' },
  options: { bootstrap: true },
  data: { source: 'houses.csv', sha256: '0'.repeat(64), rows: 600 },
  split: { testSize: 0.2, stratified: false, folds: 5, trainRows: 480, testRows: 120 },
  metrics: {},
};

test('a forest is called one, although its model names no learner', () => {
  const boosted = { ...FOREST, options: { learner: 'boosting' } };
  expect(provenanceDifferences(boosted, FOREST)).toEqual([
    { name: 'learner', first: 'boosting', second: 'forest' },
    { name: 'bootstrap', first: null, second: 'true' },
  ]);
  expect(provenanceDifferences(FOREST, FOREST)).toEqual([]);
});

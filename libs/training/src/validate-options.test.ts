import { expect, test } from 'vitest';

import { InvalidOptionError } from './errors.ts';
import { DEFAULT_FOREST_OPTIONS } from './forest-options.ts';
import type { ForestOptions } from './forest-options.ts';
import { validateForestOptions } from './validate-options.ts';

const FEATURES = 4;

test.each<Partial<ForestOptions>>([
  {},
  { nEstimators: 1, randomState: 0 },
  { nEstimators: 10_000, randomState: 4_294_967_295 },
  { nEstimators: 4, rowShards: 4 },
  { nEstimators: 1, priorTrees: 10_000 },
  { maxDepth: 1, minSamplesSplit: 2, minSamplesLeaf: 1 },
  { maxFeatures: { kind: 'count', count: 1 } },
  { maxFeatures: { kind: 'count', count: FEATURES } },
  { maxFeatures: { kind: 'fraction', fraction: 0.01 } },
  { maxFeatures: { kind: 'log2' } },
  { minImpurityDecrease: 0.01, maxLeafNodes: 2, maxBins: 2 },
  { maxBins: 65_535, criterion: 'entropy', splitter: 'random', classWeight: 'balanced' },
])('%j is within bounds', (options) => {
  expect(() => check(options)).not.toThrow();
});

test.each<[Partial<ForestOptions>, string]>([
  [{ nEstimators: 0 }, 'Found nEstimators 0, expected a whole number from 1 to 10,000.'],
  [{ nEstimators: 10_001 }, 'Found nEstimators 10001, expected a whole number from 1 to 10,000.'],
  [{ nEstimators: 1.5 }, 'Found nEstimators 1.5, expected a whole number from 1 to 10,000.'],
  [{ nEstimators: NaN }, 'Found nEstimators NaN, expected a whole number from 1 to 10,000.'],
  [
    { rowShards: 101 },
    'Found rowShards 101, expected a whole number from 1 to 100, as there are trees.',
  ],
  [{ rowShards: 0 }, 'Found rowShards 0, expected'],
  [{ priorTrees: -1 }, 'Found priorTrees -1, expected a whole number from 0 to 10,000.'],
  [{ maxDepth: 0 }, 'Found maxDepth 0, expected a whole number of at least 1.'],
  [{ maxDepth: Infinity }, 'Found maxDepth Infinity, expected a whole number of at least 1.'],
  [{ minSamplesSplit: 1 }, 'Found minSamplesSplit 1, expected a whole number of at least 2.'],
  [{ minSamplesLeaf: 0 }, 'Found minSamplesLeaf 0, expected a whole number of at least 1.'],
  [{ minImpurityDecrease: -1 }, 'Found minImpurityDecrease -1, expected a number of at least 0.'],
  [{ minImpurityDecrease: NaN }, 'Found minImpurityDecrease NaN, expected a number of at least 0.'],
  [{ maxLeafNodes: 1 }, 'Found maxLeafNodes 1, expected a whole number of at least 2.'],
  [{ maxBins: 65_536 }, 'Found maxBins 65536, expected a whole number from 2 to 65,535.'],
  [{ randomState: -1 }, 'Found randomState -1, expected a whole number from 0 to 4,294,967,295.'],
  [{ randomState: 2 ** 32 }, 'Found randomState 4294967296, expected a whole number from 0 to'],
  [
    { maxFeatures: { kind: 'count', count: 5 } },
    "Found maxFeatures 5, expected a count from 1 to 4, the table's features.",
  ],
  [{ maxFeatures: { kind: 'count', count: 0 } }, 'Found maxFeatures 0, expected a count from 1'],
  [
    { maxFeatures: { kind: 'fraction', fraction: 1 } },
    'Found maxFeatures 1, expected a fraction above 0 and below 1.',
  ],
  [{ maxFeatures: { kind: 'fraction', fraction: NaN } }, 'Found maxFeatures NaN, expected'],
])('%j is out of bounds', (options, problem) => {
  expect(() => check(options)).toThrow(InvalidOptionError);
  expect(() => check(options)).toThrow(problem);
});

function check(options: Partial<ForestOptions>): void {
  validateForestOptions({ ...DEFAULT_FOREST_OPTIONS, ...options }, FEATURES);
}

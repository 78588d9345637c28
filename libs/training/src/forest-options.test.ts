import { expect, test } from 'vitest';

import { countFeatures } from './forest-options.ts';
import type { MaxFeatures } from './forest-options.ts';

test.each<[MaxFeatures, number, number]>([
  [{ kind: 'sqrt' }, 4, 2],
  [{ kind: 'sqrt' }, 8, 2],
  [{ kind: 'log2' }, 8, 3],
  [{ kind: 'log2' }, 1, 1],
  [{ kind: 'all' }, 7, 7],
  [{ kind: 'count', count: 3 }, 7, 3],
  [{ kind: 'count', count: 9 }, 7, 7],
  [{ kind: 'fraction', fraction: 0.5 }, 7, 3],
  [{ kind: 'fraction', fraction: 0.01 }, 7, 1],
])('%j of %i features are %i', (maxFeatures, featureCount, expected) => {
  expect(countFeatures(maxFeatures, featureCount)).toBe(expected);
});

import { expect, test } from 'vitest';

import { tableWith } from '../../test/names.ts';
import { MOST_SUBSET_LEVELS, namesOfManyLevels } from './many-levels.ts';
import { withFeatures } from './with-features.ts';

function kindAfter(levelCount: number) {
  const levels = Array.from({ length: levelCount }, (_, level) => `level ${level}`);
  const { columns, ...names } = tableWith({ encode: 'names', levels, codes: [0, 1] }, [], [0, 1]);
  const counts = levels.map(() => 1);
  const category = { kind: 'categorical', name: 'name', levels, counts, missing: 0 } as const;
  const dataset = withFeatures({ columns, ...names }, { features: [category], columns });
  const found = namesOfManyLevels(dataset);
  return { ...found.dataset.schema.features[0], categories: [...found.categories] };
}

test('more levels than subsets tell apart are names', () => {
  expect(kindAfter(MOST_SUBSET_LEVELS)).not.toHaveProperty('encode');
  expect(kindAfter(MOST_SUBSET_LEVELS + 1)).toMatchObject({
    encode: 'names',
    categories: ['name'],
  });
});

test('a column that is to be encoded anyway is not closed', () => {
  const dataset = tableWith({ encode: 'text', levels: ['a', 'b'], codes: [0, 1] }, [], [0, 1]);
  const { dataset: after, categories } = namesOfManyLevels(dataset);
  expect(after.schema).toEqual(dataset.schema);
  expect(categories.size).toBe(0);
});

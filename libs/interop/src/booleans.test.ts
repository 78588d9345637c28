/** Columns of booleans answer as the numbers or texts did that they were to the library. */
import { predictBatch, validateForest } from '@lambda-forest/forest';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { randomModels } from '../test/random-model.ts';
import { textBoolean, withBooleans } from './booleans.ts';
import type { ForeignColumn, ForeignModel } from './index.ts';

const number = (name: string): ForeignColumn => ({ kind: 'numeric', name, isNamed: true });

test('numbers that become booleans are answered as before', () => {
  fc.assert(
    fc.property(randomModels, fc.subarray([0, 1]), ({ forest, rows }, places) => {
      const columns = ['a', 'b', 'c'].map(number);
      const model = { columns, forest } as Partial<ForeignModel> as ForeignModel;
      const after = withBooleans(model, places);
      validateForest(after.forest);
      const asked = rows.map((value, i) =>
        places.includes(i % 3) && !Number.isNaN(value) ? Number(value > 1) : value,
      );
      expect(predictBatch(after.forest, asked)).toEqual(predictBatch(forest, asked));
      expect(after.columns.map(({ kind }) => kind === 'categorical')).toEqual(
        [0, 1, 2].map((place) => places.includes(place)),
      );
    }),
  );
});

test.each([
  [['False', 'True'], true],
  [['false', 'true'], true],
  [['0', '1'], true],
  [['True', 'False'], undefined],
  [['0', '1', '2'], undefined],
  [['False', 'True', 'nan'], undefined],
  [['no', 'yes'], undefined],
])('the categories %j are a boolean: %s', (levels, isBoolean) => {
  const column = {
    kind: 'categorical',
    levels,
    name: 'a',
    isNamed: true,
    hasLevels: true,
  } as const;
  const takesOthers = true;
  expect(textBoolean({ ...column, takesOthers })).toMatchObject(
    isBoolean === true ? { levels: ['false', 'true'], isBoolean, takesOthers: false } : { levels },
  );
});

test('codes whose texts are unknown are no boolean', () => {
  const codes = { kind: 'categorical', levels: ['0', '1'], name: 'a', isNamed: true } as const;
  expect(textBoolean({ ...codes, hasLevels: false }).kind).toBe('categorical');
  expect(textBoolean({ ...codes, hasLevels: false })).not.toHaveProperty('isBoolean');
});

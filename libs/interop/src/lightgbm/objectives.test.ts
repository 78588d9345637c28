import { expect, test } from 'vitest';

import { objectiveOf } from './objectives.ts';

test.each([
  ['xentropy', 'cross_entropy'],
  ['xentlambda', 'cross_entropy_lambda'],
])('%s is what versions before 2.3 call %s', (before, since) => {
  expect(objectiveOf(before)).toEqual(objectiveOf(since));
});

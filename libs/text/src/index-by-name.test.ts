import { expect, test } from 'vitest';

import { indexByName, repeatedName } from './index.ts';

test('a name is where it is first', () => {
  expect([...indexByName(['a', 'b', 'a'])]).toEqual([
    ['a', 0],
    ['b', 1],
  ]);
  expect(repeatedName(['a', 'b', 'b', 'a'])).toBe('b');
  expect(repeatedName(['a', 'b'])).toBeUndefined();
});

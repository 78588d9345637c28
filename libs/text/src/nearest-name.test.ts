import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { nearestName } from './index.ts';

describe('the nearest word', () => {
  test('is found within two edits and not further away', () => {
    expect(nearestName('n-estimator', ['n-estimators', 'engine'])).toBe('n-estimators');
    expect(nearestName('xyz', ['n-estimators', 'engine'])).toBeUndefined();
  });

  test('is none where two edits are half of a short word', () => {
    expect(nearestName('age', ['name', 'sex'])).toBeUndefined();
    expect(nearestName('agee', ['age'])).toBe('age');
    expect(nearestName('prcie', ['price'])).toBe('price');
  });

  test('is one that begins with the word, where none is near', () => {
    expect(nearestName('eval', ['train', 'evaluate'])).toBe('evaluate');
    expect(nearestName('timeout', ['memoryMb', 'timeoutSeconds'])).toBe('timeoutSeconds');
    expect(nearestName('', ['eu-west-1'])).toBeUndefined();
    expect(nearestName('ev', ['evaluate'])).toBeUndefined();
  });

  test('a word is nearest to itself', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (words) => {
        expect(nearestName(words[0]!, words)?.toLowerCase()).toBe(words[0]!.toLowerCase());
      }),
    );
  });
});

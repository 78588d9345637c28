import fc from 'fast-check';
import { expect, test } from 'vitest';

import { isModelName, newestFirst, nextVersion } from './index.ts';

test.each([
  [[], '1.0.0'],
  [['1.0.0'], '1.0.1'],
  [['1.0.9', '1.0.10'], '1.0.11'],
  [['1.0.0', '2.0.0', '1.9.9'], '2.0.1'],
  [['final', '2024-07-31', '1.0', '01.0.0', '1.0.0-rc'], '1.0.0'],
])('after %j comes %s', (versions, next) => {
  expect(nextVersion(versions)).toBe(next);
});

test('it is a version, is none of the others and newer than those of three numbers', () => {
  const part = fc.nat({ max: 999_999_998 });
  const versions = fc.array(fc.tuple(part, part, part).map((parts) => parts.join('.')));
  fc.assert(
    fc.property(versions, (existing) => {
      const next = nextVersion(existing);
      expect(isModelName(next)).toBe(true);
      expect(existing).not.toContain(next);
      expect(newestFirst([...existing, next])[0]).toBe(next);
    }),
  );
});

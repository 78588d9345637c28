import { expect, test } from 'vitest';

import { ConfigurationError, PackageTooLargeError } from './errors.ts';

test('a package that is too large says both sizes and how to make it smaller', () => {
  const error = new PackageTooLargeError(300_000_000, 262_144_000);
  expect(error.code).toBe('PACKAGE_TOO_LARGE');
  expect(error.message).toContain(
    'Found a package of 300,000,000 bytes, expected at most 262,144,000.',
  );
  expect(error.message).toContain('--min-samples-leaf');
});

test('a wrong environment is told with every variable that is wrong', () => {
  expect(new ConfigurationError(['A is wrong.', 'B is wrong.']).message).toBe(
    'A is wrong. B is wrong. Correct the environment of the function.',
  );
});

import { expect, test } from 'vitest';

import { MAX_UNPACKED_BYTES, PackageTooLargeError, requireDeployable } from './index.ts';

test.each(['zip', 'image'] as const)(
  'of a %s as much is taken as Lambda takes, and not a byte more',
  (packaging) => {
    const limit = MAX_UNPACKED_BYTES[packaging];
    expect(() => requireDeployable(packaging, limit, '')).not.toThrow();
    expect(() => requireDeployable(packaging, limit + 1, '')).toThrow(PackageTooLargeError);
  },
);

test('a zip that is too large says both sizes, and that an image would do', () => {
  const error = new PackageTooLargeError('zip', 300_000_000, 'package an image');
  expect(error.code).toBe('PACKAGE_TOO_LARGE');
  expect(error.message).toBe(
    'Found a package of 300,000,000 bytes unpacked, expected at most 262,144,000 for packaging "zip". ' +
      'Train a smaller forest (fewer trees, or more samples in a leaf), or package an image.',
  );
});

test('an image that is too large has only a smaller forest as its way out', () => {
  const { message } = new PackageTooLargeError('image', 11e9, 'package an image');
  expect(message).toMatch(
    /10,737,418,240 for packaging "image"\. Train a smaller forest \([^)]+\)\.$/,
  );
});

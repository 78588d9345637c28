import { expect, test } from 'vitest';

import { PackageTooLargeError } from './errors.ts';

test('a zip that is too large says both sizes, and that an image would do', () => {
  const error = new PackageTooLargeError(300_000_000, 262_144_000, 'zip');
  expect(error.code).toBe('PACKAGE_TOO_LARGE');
  expect(error.message).toBe(
    'Found a package of 300,000,000 bytes unpacked, expected at most 262,144,000 for packaging "zip". ' +
      'Train a smaller forest (fewer trees, or --min-samples-leaf), or package it with --packaging=image ' +
      "and write packaging: 'image' for the stage in deploy.config.ts.",
  );
});

test('an image that is too large has only a smaller forest as its way out', () => {
  const { message } = new PackageTooLargeError(11e9, 10_737_418_240, 'image');
  expect(message).toContain(
    'expected at most 10,737,418,240 for packaging "image". Train a smaller',
  );
  expect(message).not.toContain('--packaging');
});

import { expect, test } from 'vitest';

import { LambdaForestError } from './index.ts';

class TableTooWideError extends LambdaForestError {
  constructor(cause?: unknown) {
    super('TABLE_TOO_WIDE', 'Found 70,000 columns, expected at most 65,535.', {
      remedy: 'Leave columns out.',
      cause,
    });
  }
}

test('the message is the problem followed by the remedy, on one line', () => {
  const error = new TableTooWideError();
  expect(error.message).toBe('Found 70,000 columns, expected at most 65,535. Leave columns out.');
  expect(error.remedy).toBe('Leave columns out.');
});

test('an error carries the name of its own class, its code and its cause', () => {
  const cause = new RangeError('too wide');
  const error = new TableTooWideError(cause);
  expect(error).toBeInstanceOf(LambdaForestError);
  expect(error).toBeInstanceOf(Error);
  expect(error.name).toBe('TableTooWideError');
  expect(error.code).toBe('TABLE_TOO_WIDE');
  expect(error.cause).toBe(cause);
});

test('an error without a cause has no such property', () => {
  expect(new TableTooWideError()).not.toHaveProperty('cause');
  expect(new TableTooWideError(null)).toHaveProperty('cause', null);
});

test('subclasses differ in class, code and name', () => {
  class TableTooLongError extends LambdaForestError {
    constructor() {
      super('TABLE_TOO_LONG', 'Found 5 billion rows.', { remedy: 'Leave rows out.' });
    }
  }
  const error = new TableTooLongError();
  expect(error).not.toBeInstanceOf(TableTooWideError);
  expect(error.code).toBe('TABLE_TOO_LONG');
  expect(String(error)).toBe('TableTooLongError: Found 5 billion rows. Leave rows out.');
});

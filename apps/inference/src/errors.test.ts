import { expect, test } from 'vitest';

import { ConfigurationError } from './errors.ts';

test('a wrong environment names every variable that is wrong', () => {
  expect(new ConfigurationError(['A is wrong.', 'B is wrong.']).message).toBe(
    'A is wrong. B is wrong. Correct it.',
  );
});

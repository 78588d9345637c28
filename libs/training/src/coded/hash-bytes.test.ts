import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import { hashBytes } from './hash-bytes.ts';

test.each([0, 1, 3, 4, 10])(
  '%d bytes have the same hash, however they are shared out',
  (length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => i);
    const expected = createHash('sha256').update(bytes).digest('hex');
    for (const mostAtOnce of [1, 3, 4, undefined]) {
      expect(hashBytes(createHash('sha256'), bytes, mostAtOnce).digest('hex')).toBe(expected);
    }
  },
);

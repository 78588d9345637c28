import { Buffer, isUtf8 } from 'node:buffer';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { CheckedUtf8 } from './checked-utf8.ts';

function passes(bytes: Uint8Array, sizes: readonly number[]): boolean {
  const check = new CheckedUtf8('a.csv');
  try {
    let at = 0;
    for (const size of sizes) check.push(bytes.subarray(at, (at += size)));
    check.push(bytes.subarray(at));
    check.end();
    return true;
  } catch {
    return false;
  }
}

const sizes = fc.array(fc.integer({ min: 0, max: 5 }));

test('text in UTF-8 passes in pieces of any size', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), sizes, (text, pieces) => {
      expect(passes(Buffer.from(text), pieces)).toBe(true);
    }),
  );
});

test('any bytes pass if and only if they are UTF-8 as a whole and none is NUL', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), sizes, (bytes, pieces) => {
      expect(passes(bytes, pieces)).toBe(isUtf8(bytes) && !bytes.includes(0));
    }),
  );
});

import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';
import { expect } from 'vitest';

/**
 * Before every test file: random cases are the same in every run, so that a test which passed here passes
 * elsewhere. `FC_SEED=random` looks for new ones, `FC_SEED=<number>` for those of another seed.
 */
const DEFAULT_SEED = 2026;
const LONG_LIST = 100;

const { FC_SEED: given } = process.env;
if (given !== 'random')
  fc.configureGlobal({ seed: given === undefined ? DEFAULT_SEED : Number(given) });

expect.addEqualityTesters([haveEqualBytes, areLongAndEqual]);

/** Vitest compares typed arrays number by number, which takes longer than what made them: equal bytes are equal. */
function haveEqualBytes(found: unknown, expected: unknown): true | undefined {
  const comparable =
    ArrayBuffer.isView(found) &&
    ArrayBuffer.isView(expected) &&
    found.constructor === expected.constructor &&
    found.byteLength === expected.byteLength;
  return comparable && Buffer.compare(bytesOf(found), bytesOf(expected)) === 0 ? true : undefined;
}

/** Likewise of long lists: Node compares them in a fraction of the time, and what is strictly equal to it is equal. */
function areLongAndEqual(found: unknown, expected: unknown): true | undefined {
  const areLong = Array.isArray(found) && Array.isArray(expected) && found.length >= LONG_LIST;
  return areLong && isDeepStrictEqual(found, expected) ? true : undefined;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

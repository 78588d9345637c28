import type { Hash } from 'node:crypto';

/** Node's `update` refuses 2 GiB and more at a time. */
const MOST_AT_ONCE = 2 ** 30;

/** Adds bytes of any number to a hash. */
export function hashBytes(hash: Hash, bytes: Uint8Array, mostAtOnce = MOST_AT_ONCE): Hash {
  for (let at = 0; at < bytes.length; at += mostAtOnce) {
    hash.update(bytes.subarray(at, at + mostAtOnce));
  }
  return hash;
}

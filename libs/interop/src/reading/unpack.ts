import { gunzipSync, inflateSync } from 'node:zlib';

import { formatInteger } from '@lambda-forest/text';

import { ForeignModelError } from '../errors.ts';

/** What unpacks to more is refused while it is unpacked. */
export const MAX_UNPACKED_BYTES = 200_000_000;

/**
 * As joblib compresses files: gzip, or zlib by itself.
 *
 * @returns other bytes as they are
 * @throws {ForeignModelError} for a damaged stream, or one of more than MAX_UNPACKED_BYTES
 */
export function unpack(bytes: Uint8Array): Uint8Array {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const isZlib = bytes[0] === 0x78 && ((bytes[0] << 8) | bytes[1]!) % 31 === 0;
  if (!isGzip && !isZlib) return bytes;
  const limits = { maxOutputLength: MAX_UNPACKED_BYTES };
  try {
    return isGzip ? gunzipSync(bytes, limits) : inflateSync(bytes, limits);
  } catch (cause) {
    throw new ForeignModelError(
      `Found a compressed file that is damaged, or larger than ${formatInteger(MAX_UNPACKED_BYTES)} bytes when it is unpacked.`,
      'Copy it again, or save the model without compression.',
      cause,
    );
  }
}

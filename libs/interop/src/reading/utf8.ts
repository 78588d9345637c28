import { ForeignModelError } from '../errors.ts';

/** Takes no byte for another, and leaves no byte order mark out: a level is what its library compares with. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * @param where what messages call the place
 * @throws {ForeignModelError} for other bytes, which would become a text that no request has
 */
export function utf8Of(bytes: Uint8Array, where: string): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new ForeignModelError(
      `Found bytes that are not UTF-8 in ${where}, expected text.`,
      'Copy the file again in binary mode; if it was right, give columns, categories and classes names in UTF-8 before training.',
      cause,
    );
  }
}

import { Readable } from 'node:stream';

/**
 * The bytes of an object's body.
 *
 * @param expected how many there are to be
 * @throws {Error} for a connection that ended before all were there, so that the piece is tried again
 */
export async function* bytesOf(
  body: unknown,
  expected: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (!(body instanceof Readable)) throw new TypeError('no stream in the answer of S3');
  let read = 0;
  for await (const chunk of body) {
    const bytes = chunk as Uint8Array;
    read += bytes.length;
    yield bytes;
  }
  if (read !== expected) throw new Error(`${read} bytes of S3, expected ${expected}`);
}

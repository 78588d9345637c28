import { open } from 'node:fs/promises';

import { zstdContent } from '@lambda-forest/table';

/** The most bytes of a Zstandard frame's header: magic, descriptor, window, dictionary, content size. */
const MAX_HEADER_BYTES = 4 + 1 + 1 + 4 + 8;
/** gzip's last four bytes: how much was packed, modulo 2 ** 32 (RFC 1952, section 2.3.1). */
const TRAILER_BYTES = 4;
/** The most bytes that deflate makes of one: 258 of two bits. */
const MAX_DEFLATE_RATIO = 1_032;
const GZIP_MAGIC = 0x8b1f;

/**
 * How many bytes a file has once it is unpacked, as far as the file says it: a lower bound, for it may consist
 * of several packed parts, of which only one is asked. A file that is not packed, or does not say, has its own size.
 *
 * @param size of the file, in bytes
 * @throws what Node throws for a file that cannot be opened or read
 */
export async function unpackedSize(path: string, size: number): Promise<number> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(MAX_HEADER_BYTES);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const start = head.subarray(0, bytesRead);
    if (start.length < TRAILER_BYTES) return size;
    if (start.readUInt16LE(0) === GZIP_MAGIC) {
      const trailer = Buffer.alloc(TRAILER_BYTES);
      await file.read(trailer, 0, trailer.length, Math.max(0, size - TRAILER_BYTES));
      return gzipContent(trailer.readUInt32LE(0), size);
    }
    return Math.max(size, zstdContent(start) ?? 0);
  } finally {
    await file.close();
  }
}

/**
 * The remainder where it can be true. Where it is smaller than the packed file, that may be a table of more than
 * 4 GiB or a text that packing made longer; where it is larger than deflate can make of the file, the file is cut
 * off, which unpacking will say. Both times the file's own size is the one thing that is sure.
 */
function gzipContent(remainder: number, packed: number): number {
  return remainder <= packed * MAX_DEFLATE_RATIO ? Math.max(remainder, packed) : packed;
}

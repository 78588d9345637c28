import { createHash } from 'node:crypto';

const HASH_BYTES = 32;
const LENGTH_OFFSET = 12;

/** A forger's last step: the length and the hash are corrected. */
export function reseal(bytes: Uint8Array): Uint8Array {
  const resealed = Uint8Array.from(bytes);
  if (resealed.length < LENGTH_OFFSET + 4 + HASH_BYTES) return resealed;
  new DataView(resealed.buffer).setUint32(LENGTH_OFFSET, resealed.length, true);
  const content = resealed.subarray(0, -HASH_BYTES);
  resealed.set(createHash('sha256').update(content).digest(), content.length);
  return resealed;
}

/** The file with another header text, and everything else as it was. */
export function withHeader(bytes: Uint8Array, edit: (header: string) => string): Uint8Array {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(16, true);
  const headerEnd = 20 + length;
  const header = Buffer.from(edit(Buffer.from(bytes.subarray(20, headerEnd)).toString('utf8')));
  const padding = Buffer.alloc((8 - ((20 + header.length) % 8)) % 8);
  const start = Buffer.from(bytes.subarray(0, 20));
  start.writeUInt32LE(header.length, 16);
  const sections = bytes.subarray(headerEnd + ((8 - (headerEnd % 8)) % 8));
  return reseal(Buffer.concat([start, header, padding, sections]));
}

import type { ByteSource } from '../parquet/parquet-file.ts';

/** Bytes in memory, in one copy beside the chunks. */
export function memorySource(chunks: readonly Uint8Array[]): ByteSource {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return { byteLength: all.length, slice: (start, end) => all.buffer.slice(start, end) };
}

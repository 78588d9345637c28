import { open } from 'node:fs/promises';

import type { ByteSource } from '@lambda-forest/table';

/** A file that is read where its reader wants to. */
export async function fileSource(
  path: string,
  byteLength: number,
): Promise<{ readonly source: ByteSource; readonly close: () => Promise<void> }> {
  const file = await open(path, 'r');
  const source: ByteSource = {
    byteLength,
    async slice(start, end = byteLength) {
      const bytes = new Uint8Array(Math.max(0, end - start));
      await file.read(bytes, 0, bytes.length, start);
      return bytes.buffer;
    },
  };
  return { source, close: () => file.close() };
}

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

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

import type { OutputFile } from '@lambda-forest/scale';

/** Writes a file, of which nothing is kept if that fails. */
export async function writeChunks(file: OutputFile, chunks: Iterable<Uint8Array>): Promise<void> {
  try {
    for (const bytes of chunks) await file.write(bytes);
    await file.finish();
  } finally {
    await file.discard();
  }
}

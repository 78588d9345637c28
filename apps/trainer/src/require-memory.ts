import { getHeapStatistics } from 'node:v8';

import { UsageError } from '@lambda-forest/cli';

/** Bytes of memory that reading a table takes for each byte of its file: measured, with a margin. */
const BYTES_PER_FILE_BYTE = 7;

/**
 * Refuses a table that would not fit, before the machine finds out.
 *
 * @param fileBytes the file's size
 * @param availableBytes what the program may use; default what Node allows itself
 * @throws {UsageError} saying how large the table is and what there is
 */
export function requireMemory(
  path: string,
  fileBytes: number,
  availableBytes = getHeapStatistics().heap_size_limit,
): void {
  const needed = fileBytes * BYTES_PER_FILE_BYTE;
  if (needed <= availableBytes) return;
  throw new UsageError(
    `Found a table of ${gigabytes(fileBytes)} GB at ${path}, which needs about ${gigabytes(needed)} GB of memory, ` +
      `expected at most the ${gigabytes(availableBytes)} GB that Node allows itself here.`,
    `Train on a sample of its rows, or allow more with NODE_OPTIONS=--max-old-space-size=${Math.ceil(needed / 1e6)}.`,
  );
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}

import { UsageError } from '@lambda-forest/cli';

/** Bytes of memory that reading a table and growing a forest take for each byte of its file: measured, with a margin. */
const BYTES_PER_FILE_BYTE = 4;

/**
 * Refuses a table that would not fit, before the machine finds out.
 *
 * @param path the file, or the first of several
 * @param fileBytes the size of all files
 * @param availableBytes what the program may use; default what the machine has left
 * @throws {UsageError} saying how large the table is and what there is
 */
export function requireMemory(
  path: string,
  fileBytes: number,
  availableBytes = process.availableMemory(),
): void {
  const needed = fileBytes * BYTES_PER_FILE_BYTE;
  if (needed <= availableBytes) return;
  throw new UsageError(
    `Found a table of ${gigabytes(fileBytes)} GB at ${path}, which needs about ${gigabytes(needed)} GB of memory, ` +
      `expected at most the ${gigabytes(availableBytes)} GB that are free here.`,
    'Train on a sample of its rows, or on a machine with more memory.',
  );
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}

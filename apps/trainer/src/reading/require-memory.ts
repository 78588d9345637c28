import { UsageError } from '@lambda-forest/cli';
import { formatInteger } from '@lambda-forest/text';

/** Bytes of memory that reading a table and growing a forest take for each byte of its text: measured, with a margin. */
const BYTES_PER_TABLE_BYTE = 4;
/** Of a row of a table that was read in pieces, beside its cells: where it is held out, and which trees saw it. Measured. */
const BYTES_PER_ROW = 100;
/** Of a row's answers, out-of-bag and held out, for each class. */
const BYTES_PER_OUTPUT = 16;
const REMEDY = 'Train on a sample of its rows, or on a machine with more memory.';

/**
 * Refuses a table that would not fit, before the machine finds out.
 *
 * @param path the file, or the first of several
 * @param tableBytes the size of all files, unpacked
 * @param availableBytes what the program may use; default what the machine has left
 * @throws {UsageError} saying how large the table is and what there is
 */
export function requireMemory(
  path: string,
  tableBytes: number,
  availableBytes = process.availableMemory(),
): void {
  if (tableBytes * BYTES_PER_TABLE_BYTE <= availableBytes) return;
  throw new UsageError(
    `Found a table of ${gigabytes(tableBytes)} GB, unpacked, at ${path}, ${describeNeed(tableBytes, availableBytes)}`,
    REMEDY,
  );
}

/**
 * The same for a table that was read in pieces, of which the end has codes and numbers alone.
 *
 * @param source what messages call the data
 * @param rowBytes what a row takes
 * @param outputs numbers of an answer: the classes, or 1
 */
export function requireRowMemory(
  source: string,
  rowCount: number,
  rowBytes: number,
  outputs: number,
  availableBytes = process.availableMemory(),
): void {
  const bytes = rowCount * (rowBytes + BYTES_PER_ROW + BYTES_PER_OUTPUT * outputs);
  if (bytes <= availableBytes) return;
  throw new UsageError(
    `Found ${formatInteger(rowCount)} rows in ${source}, which need about ${gigabytes(bytes)} GB of memory, expected at most the ${gigabytes(availableBytes)} GB that are free here.`,
    REMEDY,
  );
}

/** Counts bytes as they arrive, where their number is not known beforehand. */
export interface MemoryGuard {
  /** @throws {UsageError} once there are more than fit */
  add(bytes: number): void;
}

/**
 * The same for standard input and for packed files that do not tell their size: what came so far has to fit.
 *
 * @param path what messages call the data
 * @param availableBytes what the program may use in all; default what the machine has left now
 */
export function guardMemory(path: string, availableBytes = process.availableMemory()): MemoryGuard {
  let read = 0;
  return {
    add(bytes) {
      read += bytes;
      if (read * BYTES_PER_TABLE_BYTE <= availableBytes) return;
      throw new UsageError(
        `Found more than ${gigabytes(read)} GB in ${path}, unpacked, ${describeNeed(read, availableBytes)}`,
        REMEDY,
      );
    },
  };
}

function describeNeed(tableBytes: number, availableBytes: number): string {
  const needed = gigabytes(tableBytes * BYTES_PER_TABLE_BYTE);
  return `which needs about ${needed} GB of memory, expected at most the ${gigabytes(availableBytes)} GB that are free here.`;
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}

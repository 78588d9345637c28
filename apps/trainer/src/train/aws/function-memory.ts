import { UsageError } from '@lambda-forest/cli';
import { count, formatInteger } from '@lambda-forest/text';

/** Of a function, without the table. */
const BASE_BYTES = 300e6;
/** As it is read, as the kernel takes it, and in the kernel. */
const BYTES_PER_CELL = 6;
const BYTES_PER_ROW = 200;

/** @throws {UsageError} for a table of which a function that grows trees would run out of memory */
export function requireFunctionMemory(rows: number, features: number, memoryMb: number): void {
  const bytes = BASE_BYTES + rows * (features * BYTES_PER_CELL + BYTES_PER_ROW);
  const needed = Math.ceil(bytes / 2 ** 20);
  if (needed <= memoryMb) return;
  throw new UsageError(
    `Found ${formatInteger(rows)} rows of ${count(features, 'feature')}, which need about ${formatInteger(needed)} MB in each function, expected at most the ${formatInteger(memoryMb)} MB of "batch.trainingMemoryMb".`,
    'Raise it and deploy the stage again, or train on a sample of the rows.',
  );
}

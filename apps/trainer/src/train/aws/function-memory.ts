import { UsageError } from '@lambda-forest/cli';
import { count, formatInteger } from '@lambda-forest/text';

/** Of a function, without the table. */
const BASE_BYTES = 300e6;
/** As it is read, as the kernel takes it, and in the kernel. */
const BYTES_PER_CELL = 6;
/** Of a shard of the table: the rows of a fit are taken from it first. */
const BYTES_PER_CELL_OF_SHARD = 8;
const BYTES_PER_ROW = 200;
/** That Lambda gives a function. */
const LARGEST_MB = 10_240;
/** None has exactly its share of the rows. */
const UNEVENNESS = 1.05;

/**
 * Checks that functions have the memory to grow trees.
 *
 * @param sizes rows of each shard of the table
 * @throws {UsageError} for a shard of which a function would run out of memory, saying how many it takes
 */
export function requireFunctionMemory(
  sizes: readonly number[],
  features: number,
  memoryMb: number,
): void {
  const rows = Math.max(...sizes);
  const isWhole = sizes.length === 1;
  const perShardRow = features * BYTES_PER_CELL_OF_SHARD + BYTES_PER_ROW;
  const perRow = isWhole ? features * BYTES_PER_CELL + BYTES_PER_ROW : perShardRow;
  const needed = Math.ceil((BASE_BYTES + rows * perRow) / 2 ** 20);
  if (needed <= memoryMb) return;
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const room = memoryMb * 2 ** 20 - BASE_BYTES;
  const shards = Math.ceil((UNEVENNESS * all * perShardRow) / room);
  throw new UsageError(
    `Found ${formatInteger(rows)} rows of ${count(features, 'feature')}${isWhole ? '' : ' in a shard'}, which need about ${formatInteger(needed)} MB in each function, expected at most the ${formatInteger(memoryMb)} MB of "batch.trainingMemoryMb".`,
    `Grow each tree on a part of the rows (--row-shards=${shards})${needed > LARGEST_MB ? '' : ', or raise the memory and deploy the stage again'}.`,
  );
}

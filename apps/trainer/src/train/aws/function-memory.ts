import { UsageError } from '@lambda-forest/cli';
import { kernelBytes } from '@lambda-forest/histogram';
import { codedBytes } from '@lambda-forest/training';
import { count, formatInteger } from '@lambda-forest/text';

import type { TableShards } from '../trees/table-shards.ts';

type Shards = Pick<TableShards, 'job' | 'coding' | 'sizes'>;

/** Of a function, without the table. */
const BASE_BYTES = 300e6;
/** Which rows are the fit's, in the list of tasks and as an array. */
const BYTES_PER_FIT_ROW = 8;
/** Of the nodes of four trees, in the kernel's words and as the answer: a quantity has a leaf for nearly each row. */
const BYTES_OF_TREES = { classification: 20, regression: 200 } as const;
/** That Lambda gives a function. */
const LARGEST_MB = 10_240;
/** None has exactly its share of the rows. */
const UNEVENNESS = 1.05;

/**
 * Checks that functions have the memory to grow trees.
 *
 * @throws {UsageError} for a shard of which a function would run out of memory, saying how many it takes
 */
export function requireFunctionMemory(shards: Shards, memoryMb: number): void {
  const { sizes } = shards;
  const { features, rowCount: all } = shards.job.problem.table;
  const rows = Math.max(...sizes);
  const isWhole = sizes.length === 1;
  const needed = Math.ceil((BASE_BYTES + bytesOfRows(shards, rows, isWhole)) / 2 ** 20);
  if (needed <= memoryMb) return;
  const room = memoryMb * 2 ** 20 - BASE_BYTES;
  const enough = Math.ceil(bytesOfRows(shards, UNEVENNESS * all, false) / room);
  throw new UsageError(
    `Found ${formatInteger(rows)} rows of ${count(features.length, 'feature')}${isWhole ? '' : ' in a shard'}, which need about ${formatInteger(needed)} MB in each function, expected at most the ${formatInteger(memoryMb)} MB of "batch.trainingMemoryMb".`,
    `Grow each tree on a part of the rows (--row-shards=${enough})${needed > LARGEST_MB ? '' : ', or raise the memory and deploy the stage again'}.`,
  );
}

/** @param isWhole otherwise the rows of a fit are taken from those of a shard first */
function bytesOfRows({ job, coding }: Shards, rowCount: number, isWhole: boolean): number {
  const { problem, rows, bootstrap } = job;
  const fitRows = (rowCount * rows.length) / problem.table.rowCount;
  const tree = { rowCount: isWhole ? rowCount : fitRows, fitRows, bootstrap };
  const perFitRow = BYTES_PER_FIT_ROW + BYTES_OF_TREES[problem.target.kind];
  return (
    kernelBytes(problem, tree) +
    codedBytes(rowCount + (isWhole ? 0 : fitRows), coding) +
    perFitRow * fitRows
  );
}

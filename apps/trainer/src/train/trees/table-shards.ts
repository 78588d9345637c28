import { problemOfRows, shardRows } from '@lambda-forest/histogram';
import type { ForestJob } from '@lambda-forest/histogram';
import type { OutputFile } from '@lambda-forest/scale';
import { codedTable, encodeCodedRows, growthCoding } from '@lambda-forest/training';
import type { CodedRows, Coding } from '@lambda-forest/training';

import { writeChunks } from '../../files/write-chunks.ts';
import type { TreeTask } from './tree-tasks.ts';

/** A shard's rows of the table, ascending, and for each row of the table its place in its shard. */
interface Parts {
  readonly rows: readonly Uint32Array[];
  readonly places: Uint32Array;
}

/**
 * A table in the shards of a forest, each of which is a table of its own for whoever grows trees from it; one shard is
 * the table as it is. It serves all fits on the table: a row is in the same shard of each.
 */
export class TableShards {
  readonly coding: Coding;
  readonly job: ForestJob;
  readonly #parts: Parts | undefined;

  constructor(job: ForestJob) {
    this.job = job;
    this.coding = growthCoding(job.problem);
    const { randomState, shards = 1 } = job;
    if (shards > 1) this.#parts = partsOf(job.problem.table.rowCount, randomState, shards);
  }

  /** Rows of each shard. */
  get sizes(): readonly number[] {
    return this.#parts?.rows.map(({ length }) => length) ?? [this.job.problem.table.rowCount];
  }

  /** Whether they are those of a job, too. */
  isOf({ problem, randomState, shards = 1 }: ForestJob): boolean {
    const own = this.job;
    if (problem.table !== own.problem.table || shards !== (own.shards ?? 1)) return false;
    return shards === 1 || randomState === own.randomState;
  }

  /** A shard as the rows of a file. */
  coded(shard: number): CodedRows {
    const { problem } = this.job;
    return codedTable(this.#parts ? problemOfRows(problem, this.#parts.rows[shard]!) : problem);
  }

  /**
   * What whoever has the shard of some trees is told to grow them. Tasks of one shard share their arrays, and so a list of
   * them has these once.
   *
   * @param shares each trees of one shard
   */
  tasks(job: ForestJob, shares: readonly (readonly number[])[]): TreeTask[] {
    const { problem, kernel: _, shards = 1, ...rest } = job;
    const { table: _table, target: _target, ...others } = problem;
    const ofShards = Array.from({ length: shards }, (_, shard) => {
      const task = { ...rest, shards, shard, problem: others };
      if (this.#parts === undefined) return task;
      const { rows, places } = this.#parts;
      const { weights } = others;
      return {
        ...task,
        rows: shardRows(job, shards, shard).map((row) => places[row]!),
        problem: {
          ...others,
          weights: weights && Float64Array.from(rows[shard]!, (row) => weights[row]!),
        },
      };
    });
    return shares.map((share) => ({ ...ofShards[share[0]! % shards]!, share }));
  }
}

function partsOf(rowCount: number, randomState: number, shards: number): Parts {
  const all = Uint32Array.from({ length: rowCount }, (_, row) => row);
  const rows = Array.from({ length: shards }, (_, shard) =>
    shardRows({ rows: all, randomState }, shards, shard),
  );
  const places = new Uint32Array(rowCount);
  for (const own of rows) own.forEach((row, place) => (places[row] = place));
  return { rows, places };
}

/** Writes each shard to a file, one after the other. @param isThere whether one has been written */
export async function writeShards(
  shards: TableShards,
  open: (shard: number) => Promise<OutputFile>,
  isThere: (shard: number) => Promise<boolean> = () => Promise.resolve(false),
): Promise<void> {
  for (const shard of shards.sizes.keys()) {
    if (await isThere(shard)) continue;
    await writeChunks(await open(shard), encodeCodedRows(shards.coded(shard), shards.coding));
  }
}

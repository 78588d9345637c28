import { codesFor } from '../binned-table.ts';
import type { GrowthProblem } from '../growth.ts';

/** What decides which rows a shard has. */
interface Sharded {
  /** Indices into the table. */
  readonly rows: Uint32Array;
  readonly randomState: number;
}

/**
 * The rows of a shard, in the order of `rows`. A row belongs to the same shard whatever other rows there are: by a hash of
 * its index and the seed, with the finaliser of MurmurHash3 by A. Appleby.
 *
 * @param shards at least 1
 * @param shard 0 to shards - 1
 */
export function shardRows(
  { rows, randomState }: Sharded,
  shards: number,
  shard: number,
): Uint32Array {
  return rows.filter((row) => mix(mix(randomState) ^ row) % shards === shard);
}

function mix(number: number): number {
  let hash = number;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The problem of some rows alone, numbered from 0 in their order; with the same bins, so that thresholds mean the same. */
export function problemOfRows(problem: GrowthProblem, rows: Uint32Array): GrowthProblem {
  const { table, target, weights } = problem;
  const { features } = table;
  const columns = table.columns.map((column, feature) => {
    const own = new (codesFor(features[feature]!.codeCount))(rows.length);
    for (let i = 0; i < rows.length; i++) own[i] = column[rows[i]!]!;
    return own;
  });
  return {
    ...problem,
    table: { rowCount: rows.length, features, columns },
    target:
      target.kind === 'classification'
        ? { ...target, values: Int32Array.from(rows, (row) => target.values[row]!) }
        : { ...target, values: Float64Array.from(rows, (row) => target.values[row]!) },
    weights: weights && Float64Array.from(rows, (row) => weights[row]!),
  };
}

import type { ForestPart } from '@lambda-forest/histogram';
import { TRAINING_PREFIX } from '@lambda-forest/s3';
import type { TaskRuns, TrainingStage } from '@lambda-forest/s3';
import type { InputObject } from '@lambda-forest/scale';

import { pieceBytes } from '../../pieces/piece-bytes.ts';
import type { TableAnswer, TableTask } from '../pieces/table-tasks.ts';
import type { Ways } from '../pieces/ways.ts';
import { writeShards } from '../trees/table-shards.ts';
import type { TreeTask } from '../trees/tree-tasks.ts';
import { requireFunctionMemory } from './function-memory.ts';
import { MapPool } from './map-pool.ts';
import { REMOTE_FILES } from './remote-tasks.ts';
import type { RemoteSetup } from './remote-tasks.ts';

/** Children of a map. */
const MOST_AT_A_TIME = 10_000;
/** So many that reading the table does not take longer than growing them. */
const TREES_PER_CALL = 4;

export interface MapTraining {
  readonly stage: Pick<TrainingStage, 'concurrency' | 'data' | 'files' | 'memoryMb'>;
  readonly runs: TaskRuns;
  /** Of the training, which no other one has. */
  readonly id: string;
  /** Whether it was begun before. */
  readonly isResumed: boolean;
  /** Whether what runs goes on once it is closed. */
  readonly isLeft: () => Promise<boolean>;
}

export interface MapWays extends Ways {
  /** Ends all that runs, unless it is left. */
  readonly close: () => Promise<void>;
}

/** Functions on AWS, each with a task of a Distributed Map. */
export function mapWays({ stage, runs, id, isResumed, isLeft }: MapTraining): MapWays {
  const { data, files, concurrency } = stage;
  const pools: Pick<MapPool<never, never>, 'close'>[] = [];
  const open = <Task, Answer>(setup: RemoteSetup, onDone: (task: Task) => void) => {
    const name = `${id}-${pools.length}`;
    const prefix = `${TRAINING_PREFIX}${name}/`;
    const whole = { runs, prefix, name, setup, isResumed, onDone, isLeft };
    const pool = new MapPool<Task, Answer>(whole);
    pools.push(pool);
    return { pool, own: runs.files(prefix) };
  };
  let codes = runs.files(TRAINING_PREFIX); // of the pool that writes them
  return {
    input: files,
    atATime: MOST_AT_A_TIME,
    async hash(objects) {
      const { pool } = open<InputObject, string>({ kind: 'hash', data }, () => undefined);
      return Promise.all(objects.map((object) => pool.run(object)));
    },
    openPool(table, onBytes) {
      const { pool, own } = open<TableTask, TableAnswer>({ kind: 'table', data, table }, (task) =>
        onBytes(task, pieceBytes([task.piece]).get(task.piece.id)!),
      );
      codes = own;
      return pool;
    },
    take: (name) => codes.read(name),
    trees: {
      shares: (trees) => treeShares(trees, concurrency),
      atATime: MOST_AT_A_TIME,
      async openPool(shards, onTrees) {
        const { coding } = shards;
        requireFunctionMemory(shards, stage.memoryMb);
        const { pool, own } = open<TreeTask, ForestPart>({ kind: 'trees', coding }, ({ share }) =>
          onTrees(share.length),
        );
        await writeShards(
          shards,
          (shard) => own.open(REMOTE_FILES.codes(shard)),
          (shard) => (isResumed ? own.has(REMOTE_FILES.codes(shard)) : Promise.resolve(false)),
        );
        return pool;
      },
    },
    async close() {
      await Promise.all(pools.map((pool) => pool.close()));
    },
  };
}

/** Functions that the trees of a forest are divided among. */
export function treeShares(trees: number, concurrency: number): number {
  return Math.min(concurrency, Math.ceil(trees / TREES_PER_CALL));
}

import { begin, startsOf } from '../threads/starts.ts';
import type { Starts } from '../threads/starts.ts';
import type { ForestJob } from './forest-job.ts';
import { ForestPartBuilder } from './forest-part.ts';
import type { ForestPart } from './forest-part.ts';
import { growTrees } from './grow-trees.ts';

/** A task for a worker: to grow trees of a job until none is left. */
export interface GrowShare {
  readonly kind: 'grow';
  readonly job: ForestJob;
  readonly state: GrowthState;
  /** The worker's index in `state.starts`. */
  readonly worker: number;
}

/** The state that the threads of one forest share. */
export interface GrowthState {
  /** How many trees have been claimed, and how many are finished. */
  readonly counts: Int32Array<SharedArrayBuffer>;
  readonly starts: Starts;
}

const CLAIMED = 0;
const FINISHED = 1;

export function growthState(workers: number): GrowthState {
  return {
    counts: new Int32Array(new SharedArrayBuffer(8)),
    starts: startsOf(workers),
  };
}

/** Claims the next tree; none is left if the result is the job's `trees` or more. */
export function claimTree({ counts }: GrowthState): number {
  return Atomics.add(counts, CLAIMED, 1);
}

export function finishTree({ counts }: GrowthState): void {
  Atomics.add(counts, FINISHED, 1);
}

export function finishedTrees({ counts }: GrowthState): number {
  return Atomics.load(counts, FINISHED);
}

function* claimedTrees({ trees }: ForestJob, state: GrowthState): Generator<number> {
  for (let tree = claimTree(state); tree < trees; tree = claimTree(state)) {
    yield tree;
    finishTree(state);
  }
}

/** The part of the forest that one thread grows. */
export function partOf({ problem, trees }: ForestJob, { starts }: GrowthState): ForestPartBuilder {
  return new ForestPartBuilder(problem.table, problem.target, trees / starts.length);
}

/** @returns undefined if the worker came too late */
export function growShare({
  job,
  state,
  worker,
}: GrowShare): { result: ForestPart; buffers: ArrayBuffer[] } | undefined {
  if (begin(state.starts, worker) === 0) return undefined;
  const result = growTrees(job, claimedTrees(job, state), partOf(job, state));
  const buffers = Object.values(result).flatMap((value: unknown) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
  return { result, buffers };
}

import { treeMaker } from './forest-job.ts';
import type { ForestJob } from './forest-job.ts';
import { ForestPartBuilder } from './forest-part.ts';
import type { ForestPart } from './forest-part.ts';

/** A task for a worker: to grow trees of a job until none is left. */
export interface GrowShare {
  readonly kind: 'grow';
  readonly job: ForestJob;
  readonly state: GrowthState;
  /** The worker's index in `state.workers`. */
  readonly worker: number;
}

/** The state that the threads of one forest share. */
export interface GrowthState {
  /** How many trees have been claimed, and how many are finished. */
  readonly counts: Int32Array<SharedArrayBuffer>;
  /** Whether each worker has begun: NOT_YET, BEGUN, or TOO_LATE if it came after the last tree. */
  readonly workers: Int32Array<SharedArrayBuffer>;
}

const CLAIMED = 0;
const FINISHED = 1;
const NOT_YET = 0;
const BEGUN = 1;
const TOO_LATE = 2;

export function growthState(workers: number): GrowthState {
  return {
    counts: new Int32Array(new SharedArrayBuffer(8)),
    workers: new Int32Array(new SharedArrayBuffer(4 * workers)),
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

/** Whether a worker has begun; if not, it is too late for it from now on. */
export function hasBegun({ workers }: GrowthState, worker: number): boolean {
  return Atomics.compareExchange(workers, worker, NOT_YET, TOO_LATE) === BEGUN;
}

/** The part of the forest that one thread grows. */
export function partOf({ problem, trees }: ForestJob, { workers }: GrowthState): ForestPartBuilder {
  return new ForestPartBuilder(problem.table, problem.target, trees / (workers.length + 1));
}

/** @returns undefined if the worker came too late */
export function growShare({
  job,
  state,
  worker,
}: GrowShare): { result: ForestPart; buffers: ArrayBuffer[] } | undefined {
  if (Atomics.compareExchange(state.workers, worker, NOT_YET, BEGUN) !== NOT_YET) return undefined;
  const grow = treeMaker(job);
  const part = partOf(job, state);
  for (let tree = claimTree(state); tree < job.trees; tree = claimTree(state)) {
    part.append(tree, grow(tree));
    finishTree(state);
  }
  const result = part.finish();
  const buffers = Object.values(result).flatMap((value: unknown) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
  return { result, buffers };
}

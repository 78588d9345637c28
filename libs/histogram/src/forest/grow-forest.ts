import { setImmediate as nextTurn } from 'node:timers/promises';

import { mergeParts } from '../assemble-forest.ts';
import type { GrownForest } from '../assemble-forest.ts';
import { hasBegun } from '../threads/starts.ts';
import { idleWorkers, shareWork } from '../threads/worker-pool.ts';
import { treeMaker } from './forest-job.ts';
import type { ForestJob } from './forest-job.ts';
import type { ForestPart } from './forest-part.ts';
import { claimTree, finishedTrees, finishTree, growthState, partOf } from './grow-share.ts';
import type { GrowShare, GrowthState } from './grow-share.ts';

export interface GrowForestOptions {
  /** Threads to use if that pays off. At least 1. */
  readonly threads: number;
  /** Called after each finished tree with how many are finished. */
  readonly onTree?: ((finished: number) => void) | undefined;
  /** Aborting it stops all threads. */
  readonly signal?: AbortSignal | undefined;
}

/** Nanoseconds for one feature of one sample on one level of a tree; measured: 1.5 to 5. */
const NANOSECONDS_PER_STEP = 3;
/** About how long this thread grows before it lets signals and timers run: a turn costs as much as a small tree. */
const TURN_NANOSECONDS = 2e6;
/**
 * Below this, starting a worker does not pay off. Above, it may still come too late for this fit; then
 * it is ready for the next one, for example of a cross-validation.
 */
const WORTH_STARTING_NANOSECONDS = 3e7;
/** Below this, sending the job to an idle worker does not pay off. */
const WORTH_ASKING_NANOSECONDS = 5e6;

/**
 * Grows a job's forest, which is the same for any number of threads. Several are used if that pays off; they
 * share the table's codes if those are in a SharedArrayBuffer.
 *
 * @throws the signal's reason, once it is aborted; no thread grows any more then
 */
export async function growForest(job: ForestJob, options: GrowForestOptions): Promise<GrownForest> {
  const threads = Math.min(options.threads, job.trees);
  const areIdle = idleWorkers() >= threads - 1;
  const worthwhile = areIdle ? WORTH_ASKING_NANOSECONDS : WORTH_STARTING_NANOSECONDS;
  return threads > 1 && estimateNanoseconds(job) > worthwhile
    ? growInWorkers(job, threads, options)
    : growHere(job, options);
}

function estimateNanoseconds({ problem, rows, trees, shards = 1 }: ForestJob): number {
  const samples = rows.length / shards;
  const levels = Math.min(problem.limits.maxDepth, Math.log2(samples + 1));
  return NANOSECONDS_PER_STEP * trees * samples * levels * problem.limits.featuresPerSplit;
}

async function growHere(
  job: ForestJob,
  { onTree, signal }: GrowForestOptions,
): Promise<GrownForest> {
  const state = growthState(0);
  const part = await growOwnShare(job, state, progressOf(state, onTree), signal);
  return mergeParts(job.problem.table, job.problem.target, [part]);
}

/**
 * This thread and `threads - 1` workers claim trees until none is left: it grows while they start, and a worker that
 * comes too late is not waited for. Exported for the tests, whose jobs are too small for several threads.
 */
export async function growInWorkers(
  job: ForestJob,
  threads: number,
  { onTree, signal }: Omit<GrowForestOptions, 'threads'>,
): Promise<GrownForest> {
  const state = growthState(threads - 1);
  const tell = progressOf(state, onTree);
  const parts: ForestPart[] = [];
  await shareWork<ForestPart | undefined>({
    tasks: Array.from({ length: threads - 1 }, (_, worker): GrowShare => {
      return { kind: 'grow', job, state, worker };
    }),
    own: async (stop) => {
      parts.push(await growOwnShare(job, state, tell, stop));
    },
    onAnswer: (_, part) => {
      if (part !== undefined) parts.push(part);
      tell();
    },
    isAwaited: (worker) => hasBegun(state.starts, worker),
    signal,
  });
  return mergeParts(job.problem.table, job.problem.target, parts);
}

/** Also reports trees that others have finished. */
function progressOf(state: GrowthState, onTree: GrowForestOptions['onTree']): () => void {
  let told = 0;
  return () => {
    while (told < finishedTrees(state)) {
      told++;
      onTree?.(told);
    }
  };
}

async function growOwnShare(
  job: ForestJob,
  state: GrowthState,
  tell: () => void,
  signal: AbortSignal | undefined,
): Promise<ForestPart> {
  const treesATurn = TURN_NANOSECONDS / (estimateNanoseconds(job) / job.trees);
  await nextTurn(); // lets workers start first
  signal?.throwIfAborted();
  const grow = treeMaker(job);
  const part = partOf(job, state);
  let sinceTurn = 0;
  for (let tree = claimTree(state); tree < job.trees; tree = claimTree(state)) {
    if (++sinceTurn > treesATurn) {
      sinceTurn = 1;
      await nextTurn(); // lets signals and timers run
    }
    signal?.throwIfAborted();
    part.append(tree, grow(tree));
    finishTree(state);
    tell();
  }
  return part.finish();
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

import type { GrownTree } from '../growth.ts';
import { claimTree, treeMaker } from './forest-job.ts';
import type { ForestJob, GrowWork } from './forest-job.ts';

export interface GrowForestOptions {
  /** Threads to use where that pays. At least 1. */
  readonly threads: number;
  /** Called after each finished tree with how many are finished. */
  readonly onTree?: ((finished: number) => void) | undefined;
  /** Aborting it stops all threads. */
  readonly signal?: AbortSignal | undefined;
}

/** What one feature of one sample on one level of a tree takes, as measured: 3 to 9 on a machine of 2023. */
const NANOSECONDS_PER_STEP = 4;
/** How long this thread grows, about, before it lets signals and timers in: a turn costs as much as a small tree. */
const TURN_NANOSECONDS = 2e6;
/** Below this a worker comes too late to help: two threads win from 0.25 s on, as measured. */
const WORTHWHILE_NANOSECONDS = 3e8;

/**
 * Grows a job's trees, which are the same whatever the number of threads. Several are used where the work is
 * worth starting them; they share the table's codes if those stand in a SharedArrayBuffer.
 *
 * @returns the trees, in order
 * @throws the signal's reason, once it is aborted; no thread runs any more then
 */
export async function growForest(job: ForestJob, options: GrowForestOptions): Promise<GrownTree[]> {
  const threads = Math.min(options.threads, job.trees);
  return threads > 1 && estimateNanoseconds(job) > WORTHWHILE_NANOSECONDS
    ? growInWorkers(job, threads, options)
    : growHere(job, options);
}

function estimateNanoseconds({ problem, rows, trees }: ForestJob): number {
  const levels = Math.min(problem.limits.maxDepth, Math.log2(rows.length + 1));
  return NANOSECONDS_PER_STEP * trees * rows.length * levels * problem.limits.featuresPerSplit;
}

async function growHere(
  job: ForestJob,
  { onTree, signal }: GrowForestOptions,
): Promise<GrownTree[]> {
  const grow = treeMaker(job);
  const treesATurn = Math.max(
    1,
    Math.floor(TURN_NANOSECONDS / (estimateNanoseconds(job) / job.trees)),
  );
  const trees: GrownTree[] = [];
  for (let tree = 0; tree < job.trees; tree++) {
    if (tree % treesATurn === 0) await nextTurn(); // lets signals and timers in
    signal?.throwIfAborted();
    trees.push(grow(tree));
    onTree?.(tree + 1);
  }
  return trees;
}

/**
 * This thread and `threads - 1` workers claim trees until none is left: it grows while they start, so that little
 * is lost where they come too late. Exported for the tests, which have no work worth several threads.
 */
export async function growInWorkers(
  job: ForestJob,
  threads: number,
  { onTree, signal }: Omit<GrowForestOptions, 'threads'>,
): Promise<GrownTree[]> {
  signal?.throwIfAborted();
  const work: GrowWork = { job, claimed: new Int32Array(new SharedArrayBuffer(4)) };
  const entry = new URL('./grow-worker.ts', import.meta.url);
  const workers = Array.from(
    { length: threads - 1 },
    () => new Worker(entry, { workerData: work }),
  );
  const ended = new AbortController();
  try {
    return await collect(work, workers, { onTree, signal }, ended.signal);
  } finally {
    ended.abort(); // nobody listens to `signal` any more, and nobody goes on here
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Ends with the last tree, whoever grew it: a worker that came too late is not waited for. */
function collect(
  work: GrowWork,
  workers: readonly Worker[],
  { onTree, signal }: Omit<GrowForestOptions, 'threads'>,
  ended: AbortSignal,
): Promise<GrownTree[]> {
  return new Promise((resolve, reject) => {
    const fail: (reason: unknown) => void = reject;
    const trees: GrownTree[] = [];
    let finished = 0;
    const keep: Keep = (tree, grown) => {
      trees[tree] = grown;
      finished++;
      onTree?.(finished);
      if (finished === work.job.trees) resolve(trees);
    };
    signal?.addEventListener('abort', () => fail(signal.reason), { signal: ended });
    for (const worker of workers) {
      worker.on('error', reject);
      worker.on('message', ({ tree, grown }: { tree: number; grown: GrownTree }) => {
        try {
          keep(tree, grown);
        } catch (error) {
          fail(error);
        }
      });
    }
    growOwnShare(work, keep, ended).catch(fail);
  });
}

type Keep = (tree: number, grown: GrownTree) => void;

async function growOwnShare(
  { job, claimed }: GrowWork,
  keep: Keep,
  ended: AbortSignal,
): Promise<void> {
  await nextTurn(); // lets the workers start first
  const grow = treeMaker(job);
  for (let tree = claimTree(claimed); tree < job.trees; tree = claimTree(claimed)) {
    keep(tree, grow(tree));
    await nextTurn();
    if (ended.aborted) return;
  }
}

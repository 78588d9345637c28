import { Worker } from 'node:worker_threads';

export interface TaskRun<Result> {
  /** The module that the workers run: it calls `serveTasks`. */
  readonly entry: URL;
  /** What every worker is given once. */
  readonly data: unknown;
  /** Workers to start, at least 1. */
  readonly threads: number;
  /** Tasks are 0 to count - 1. */
  readonly count: number;
  /** What a worker is told about a task, beside its index. By default nothing. */
  readonly messageOf?: ((index: number) => unknown) | undefined;
  /** Called for each finished task, in any order. */
  readonly onResult: (index: number, result: Result) => void;
  /** Aborting it stops all workers. */
  readonly signal?: AbortSignal | undefined;
}

/** How a worker is asked, and how it answers. */
export interface TaskRequest {
  readonly index: number;
  readonly message: unknown;
}
export interface TaskAnswer {
  readonly index: number;
  readonly result: unknown;
}

/**
 * Starts workers and hands each its next task as soon as it has finished one.
 *
 * @throws the signal's reason, what a worker failed with, or what `onResult` threw; no worker runs any more then
 */
export async function runTasks<Result>(run: TaskRun<Result>): Promise<void> {
  run.signal?.throwIfAborted();
  if (run.count === 0) return;
  const workers = Array.from(
    { length: Math.min(run.threads, run.count) },
    () => new Worker(run.entry, { workerData: run.data }),
  );
  const ended = new AbortController();
  try {
    await finish(run, workers, ended.signal);
  } finally {
    ended.abort(); // nobody listens to `signal` any more
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function finish<Result>(
  { count, messageOf, onResult, signal }: TaskRun<Result>,
  workers: readonly Worker[],
  ended: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail: (reason: unknown) => void = reject;
    let next = 0;
    let finished = 0;
    signal?.addEventListener('abort', () => fail(signal.reason), { signal: ended });
    for (const worker of workers) {
      const ask = () => {
        if (next === count) return;
        const index = next++;
        worker.postMessage({ index, message: messageOf?.(index) } satisfies TaskRequest);
      };
      worker.on('error', reject);
      worker.on('message', ({ index, result }: { index: number; result: Result }) => {
        ask();
        finished++;
        try {
          onResult(index, result);
        } catch (error) {
          fail(error);
        }
        if (finished === count) resolve();
      });
      ask();
    }
  });
}

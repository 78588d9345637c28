/**
 * Workers that stay when their task is done. Starting one takes about 80 ms, as long as growing a small forest; the
 * folds of a cross-validation and the final fit share the workers that the first fold started.
 *
 * Idle workers do not keep the process alive.
 */
import { Worker } from 'node:worker_threads';

import type { BinShare } from '../binning/bin-columns.ts';
import type { BoostShare } from '../boosting/kernel/boost-share.ts';
import type { GrowShare } from '../forest/grow-share.ts';

/** A worker's tasks. */
type Task = GrowShare | BinShare | BoostShare;

export interface TaskRequest {
  readonly id: number;
  readonly task: Task;
}

export interface TaskAnswer {
  readonly id: number;
  readonly result: unknown;
}

const idle: Worker[] = [];
let lastId = 0;

/** How many workers are idle and can start at once. */
export function idleWorkers(): number {
  return idle.length;
}

/** Starts workers until `count` are running, for work that comes soon. */
export function startWorkers(count: number): void {
  while (idle.length < count) giveBack(start());
}

/** The tasks of workers while this thread does its own part. */
export interface SharedWork<Result> {
  /** One a worker. */
  readonly tasks: readonly Task[];
  /** This thread's part; its signal is aborted when the part need not go on. */
  readonly own: (signal: AbortSignal) => Promise<void>;
  /** Called with a worker's answer to the task of that index. */
  readonly onAnswer: (index: number, result: Result) => void;
  /** Whether to wait for a task once `own` has ended. By default all are waited for. */
  readonly isAwaited?: (index: number) => boolean;
  /** Aborting it terminates the workers. */
  readonly signal?: AbortSignal | undefined;
}

/** @throws the signal's reason, or the error of any thread; the workers have been terminated then */
export async function shareWork<Result>(work: SharedWork<Result>): Promise<void> {
  work.signal?.throwIfAborted();
  const workers = work.tasks.map(() => idle.shift() ?? start());
  const over = new AbortController();
  try {
    await finish(work, workers, over.signal);
    for (const worker of workers) giveBack(worker);
  } catch (error) {
    await Promise.all(workers.map((worker) => worker.terminate()));
    throw error;
  } finally {
    over.abort(); // removes the listeners of `signal` and of the workers, and stops the part of this thread
  }
}

function finish<Result>(
  { tasks, own, onAnswer, isAwaited = () => true, signal }: SharedWork<Result>,
  workers: readonly Worker[],
  over: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail: (reason: unknown) => void = reject;
    signal?.addEventListener('abort', () => fail(signal.reason), { signal: over });
    const answers = workers.map((worker, index) =>
      ask(worker, tasks[index]!, over).then((result) => onAnswer(index, result as Result)),
    );
    for (const answer of answers) answer.catch(fail);
    own(signal === undefined ? over : AbortSignal.any([signal, over]))
      .then(() => Promise.all(answers.filter((_, index) => isAwaited(index))))
      .then(() => resolve(), fail);
  });
}

function start(): Worker {
  return new Worker(new URL('./task-worker.ts', import.meta.url));
}

/** A worker that fails while it is idle is removed; nothing else is lost. */
function giveBack(worker: Worker): void {
  worker.unref();
  worker.once('error', () => remove(worker));
  worker.once('exit', () => remove(worker));
  idle.push(worker);
}

function remove(worker: Worker): void {
  const at = idle.indexOf(worker);
  if (at >= 0) idle.splice(at, 1);
}

function ask(worker: Worker, task: Task, over: AbortSignal): Promise<unknown> {
  const id = ++lastId;
  worker.removeAllListeners('error');
  worker.removeAllListeners('exit');
  worker.ref();
  return new Promise((resolve, reject) => {
    const listen = (answer: TaskAnswer) => {
      if (answer.id === id) resolve(answer.result); // others answer tasks that are no longer waited for
    };
    worker.on('message', listen);
    worker.on('error', reject);
    over.addEventListener('abort', () => {
      worker.off('message', listen);
      worker.off('error', reject);
    });
    worker.postMessage({ id, task } satisfies TaskRequest);
  });
}

import { parentPort } from 'node:worker_threads';

import type { TaskAnswer, TaskRequest } from './run-tasks.ts';

/**
 * Answers the tasks of `runTasks`, in a worker.
 *
 * @param work gives a task's result and those of its buffers that are handed over instead of being copied
 */
export function serveTasks(
  work: (index: number, message: unknown) => { result: unknown; buffers: ArrayBuffer[] },
): void {
  parentPort?.on('message', ({ index, message }: TaskRequest) => {
    const { result, buffers } = work(index, message);
    parentPort?.postMessage({ index, result } satisfies TaskAnswer, buffers);
  });
}

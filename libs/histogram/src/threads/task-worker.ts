/** The program of every worker in the pool: it does one task after another until it is terminated. */
import { parentPort } from 'node:worker_threads';

import { binColumns } from '../binning/bin-columns.ts';
import { boostShare } from '../boosting/kernel/boost-share.ts';
import { growShare } from '../forest/grow-share.ts';
import type { TaskAnswer, TaskRequest } from './worker-pool.ts';

parentPort?.on('message', ({ id, task }: TaskRequest) => {
  const answer = perform(task);
  const buffers = answer === undefined ? [] : answer.buffers;
  parentPort?.postMessage({ id, result: answer?.result } satisfies TaskAnswer, buffers);
});

function perform(
  task: TaskRequest['task'],
): { result: unknown; buffers: ArrayBuffer[] } | undefined {
  if (task.kind === 'grow') return growShare(task);
  if (task.kind === 'bin') return binColumns(task);
  boostShare(task);
  return undefined;
}

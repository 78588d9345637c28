/** The program of every worker in the pool: it does one task after another until it is terminated. */
import { parentPort } from 'node:worker_threads';

import { binColumns } from '../binning/bin-columns.ts';
import { growShare } from '../forest/grow-share.ts';
import type { TaskAnswer, TaskRequest } from './worker-pool.ts';

parentPort?.on('message', ({ id, task }: TaskRequest) => {
  const answer = task.kind === 'grow' ? growShare(task) : binColumns(task);
  const buffers = answer === undefined ? [] : answer.buffers;
  parentPort?.postMessage({ id, result: answer?.result } satisfies TaskAnswer, buffers);
});

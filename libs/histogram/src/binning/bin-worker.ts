/** What a worker of `binTableInThreads` runs: it is sent numeric columns and answers with their bins. */
import { workerData } from 'node:worker_threads';

import { serveTasks } from '../threads/serve-tasks.ts';
import { binNumeric } from './bin-numeric.ts';
import type { BinTask, BinWork } from './bin-table-in-threads.ts';
import { OrderScratch } from './value-order.ts';

const { rowCount, codes } = workerData as BinWork;
const scratch = new OrderScratch(rowCount);

serveTasks((_, message) => {
  const { feature, values } = message as BinTask;
  const part = codes.subarray(feature * rowCount, (feature + 1) * rowCount);
  return { result: binNumeric(values, part, scratch), buffers: [] };
});

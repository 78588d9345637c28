/** What a worker of `growForest` runs: it claims trees until none is left, and sends each as it is grown. */
import { parentPort, workerData } from 'node:worker_threads';

import type { GrowWork } from './forest-job.ts';
import { claimTree, treeMaker } from './forest-job.ts';

const { job, claimed } = workerData as GrowWork;
const grow = treeMaker(job);

for (let tree = claimTree(claimed); tree < job.trees; tree = claimTree(claimed)) {
  const grown = grow(tree);
  const buffers = Object.values(grown).map(({ buffer }: { buffer: ArrayBuffer }) => buffer);
  parentPort?.postMessage({ tree, grown }, buffers);
}

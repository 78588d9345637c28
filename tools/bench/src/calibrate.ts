import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { spread } from './statistics.ts';

/** How free the machine is. */
interface Calibration {
  /** Seconds of one busy loop alone. */
  readonly alone: number;
  /** Seconds of the slower of two such loops that run at once: as long as one if two cores are free. */
  readonly together: number;
}

/** Before and after a measurement. */
export interface Calibrations {
  readonly before: Calibration;
  readonly after: Calibration;
}

const REPETITIONS = 3;

/** If `together` exceeds `alone` by this factor, something else was running. */
export const BUSY_RATIO = 1.2;

/** Runs `work` between two calibrations. */
export async function calibrated<T>(
  work: () => Promise<T>,
): Promise<{ readonly calibration: Calibrations; readonly result: T }> {
  const before = await calibrate();
  const result = await work();
  return { calibration: { before, after: await calibrate() }, result };
}

/** Measures medians of three, in about two seconds. */
async function calibrate(): Promise<Calibration> {
  const workers = [startWorker(), startWorker()];
  try {
    await Promise.all(workers.map(timeLoop)); // compiles the loop
    const alone: number[] = [];
    const together: number[] = [];
    for (let i = 0; i < REPETITIONS; i++) {
      alone.push(await timeLoop(workers[0]!));
      together.push(Math.max(...(await Promise.all(workers.map(timeLoop)))));
    }
    return { alone: spread(alone).median, together: spread(together).median };
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function startWorker(): Worker {
  return new Worker(new URL('busy-loop.ts', import.meta.url));
}

async function timeLoop(worker: Worker): Promise<number> {
  const answered = once(worker, 'message') as Promise<[{ readonly seconds: number }]>;
  worker.postMessage('go');
  const [{ seconds }] = await answered;
  return seconds;
}

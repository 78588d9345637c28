/** Which of some workers have begun their task: one that comes too late is not waited for. */
export type Starts = Int32Array<SharedArrayBuffer>;

const NOT_YET = 0;
const TOO_LATE = -1;

export function startsOf(workers: number): Starts {
  return new Int32Array(new SharedArrayBuffer(4 * (workers + 1))); // the last counts
}

/** @returns 1 for the first worker that begins, 2 for the second ...; 0 for one that comes too late */
export function begin(starts: Starts, worker: number): number {
  const place = Atomics.add(starts, starts.length - 1, 1) + 1;
  return Atomics.compareExchange(starts, worker, NOT_YET, place) === NOT_YET ? place : 0;
}

/** Whether a worker has begun; if not, it is too late for it from now on. */
export function hasBegun(starts: Starts, worker: number): boolean {
  return Atomics.compareExchange(starts, worker, NOT_YET, TOO_LATE) > 0;
}

/** A worker of calibrate.ts: for each message it does the same arithmetic and answers with the time that it took. */
import { parentPort } from 'node:worker_threads';

const ITERATIONS = 100_000_000;

parentPort?.on('message', () => {
  const start = performance.now();
  let state = 1;
  for (let i = 0; i < ITERATIONS; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  // The state is part of the answer, or the compiler might remove the loop.
  parentPort?.postMessage({ seconds: (performance.now() - start) / 1000, state });
});

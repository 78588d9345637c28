/** A worker of calibrate.ts: at each message it does the same arithmetic and answers how long that took. */
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
  // The state goes along, or the loop would have nothing to show for itself and might be left out.
  parentPort?.postMessage({ seconds: (performance.now() - start) / 1000, state });
});

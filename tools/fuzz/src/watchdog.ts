import { Worker } from 'node:worker_threads';

/** Ends a process whose one thread is caught in a loop, and says in which input. */
export interface Watchdog {
  readonly begin: (index: number) => void;
  readonly stop: () => Promise<void>;
}

const WATCH = `
const { workerData: { state, limitMs } } = require('node:worker_threads');
const spentMs = () => process.cpuUsage().user / 1000;
let seen = -1;
let since = Date.now();
let spent = spentMs();
setInterval(() => {
  const index = Atomics.load(state, 0);
  if (index !== seen) [seen, since, spent] = [index, Date.now(), spentMs()];
  else if (spentMs() - spent > limitMs || Date.now() - since > 20 * limitMs) {
    require('node:fs').writeSync(2, 'input ' + index + ': it never ends\\n');
    process.kill(process.pid, 'SIGKILL');
  }
}, 500);`;

/** @param limitMs an input that takes more processor time, or twenty times as long as that, never ends */
export function startWatchdog(limitMs: number): Watchdog {
  const state = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(WATCH, { eval: true, workerData: { state, limitMs } });
  return {
    begin: (index) => {
      Atomics.store(state, 0, index);
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}

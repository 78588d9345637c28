import type { WasmMemory, WasmModule } from '../../kernel/web-assembly.ts';
import { begin } from '../../threads/starts.ts';
import type { Starts } from '../../threads/starts.ts';
import { instantiate } from './boosting-exports.ts';
import type { Settings } from './boosting-exports.ts';

/** A task for a worker: its part of every round. */
export interface BoostShare {
  readonly kind: 'boost';
  readonly module: WasmModule;
  readonly memory: WasmMemory;
  readonly settings: Settings;
  readonly starts: Starts;
  /** The worker's index in `starts`. */
  readonly worker: number;
}

export function boostShare({ module, memory, settings, starts, worker }: BoostShare): void {
  const thread = begin(starts, worker);
  if (thread === 0) return;
  const kernel = instantiate(module, memory, settings, thread);
  try {
    kernel.follow();
  } catch (error) {
    kernel.fail(); // the others would wait
    throw error;
  }
}

import { setImmediate } from 'node:timers/promises';

import { startWatchdog } from './watchdog.ts';
import { makeRandom } from './random.ts';
import type { Random } from './random.ts';

/** How one input ended: `accepted` or `refused` as it should, in a word that the summary counts. */
type Outcome = string;

/** A kind of input that is made broken, and what reads it. */
export interface FuzzKind {
  /**
   * Makes one input and has it read.
   *
   * @param random the only source of chance
   * @throws for everything that must not happen, with what it was
   */
  readonly tryOne: (random: Random) => Outcome | Promise<Outcome>;
  /** Of the process: more is a failure. Default: no limit. */
  readonly maxMegabytes?: number;
}

export interface Campaign {
  readonly seed: number;
  /** The number of the first input. Input `i` of a seed is always the same. */
  readonly first: number;
  readonly count: number;
  readonly print: (line: string) => void;
}

/** An input that takes more processor time is a failure, however busy the machine is. */
const SLOW_MS = 5_000;
/** Node frees what zlib unpacked in a turn of its event loop, which inputs that never wait do not give it. */
const YIELD_EVERY = 100;
/** Failures that are printed whole. */
const MAX_PRINTED = 20;

function spentMs(): number {
  return process.cpuUsage().user / 1_000;
}

/** @returns how many inputs failed */
export async function runCampaign(kind: FuzzKind, campaign: Campaign): Promise<number> {
  const { seed, first, count, print } = campaign;
  const watchdog = startWatchdog(2 * SLOW_MS);
  const outcomes = new Map<Outcome, number>();
  const started = performance.now();
  let failures = 0;
  let slowest = 0;
  for (let index = first; index < first + count; index++) {
    if (index % YIELD_EVERY === 0) await setImmediate();
    watchdog.begin(index);
    const before = spentMs();
    try {
      const outcome = await kind.tryOne(makeRandom(seed, index));
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      const ms = spentMs() - before;
      slowest = Math.max(slowest, ms);
      if (ms > SLOW_MS) throw new Error(`it took ${Math.round(ms)} ms`);
    } catch (error) {
      failures++;
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (failures <= MAX_PRINTED) print(`input ${index}: ${what}`);
    }
  }
  await watchdog.stop();
  for (const [outcome, times] of [...outcomes].sort()) print(`${outcome}: ${times}`);
  const seconds = (performance.now() - started) / 1_000;
  const memory = process.resourceUsage().maxRSS / 1_024;
  if (kind.maxMegabytes !== undefined && memory > kind.maxMegabytes) {
    failures++;
    print(`memory: found ${Math.round(memory)} MB, expected at most ${kind.maxMegabytes}`);
  }
  print(
    `${count} inputs of seed ${seed} in ${seconds.toFixed(1)} s: ${failures} failed; the slowest took ${Math.round(slowest)} ms, memory ${Math.round(memory)} MB at most.`,
  );
  return failures;
}

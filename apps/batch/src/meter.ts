import { AsyncLocalStorage } from 'node:async_hooks';

import type { S3Client } from '@aws-sdk/client-s3';
import type { Usage } from '@lambda-forest/scale';

const MB_A_GB = 1024;
const MS_A_SECOND = 1000;
/** S3 charges nothing for what it removes. */
const READ = /^(Get|Head)/;
const FREE = /^(Delete|Abort)/;

/** A process tests several functions at the same time; AWS gives it one call after the other. */
const current = new AsyncLocalStorage<Meter>();

/** Milliseconds of this process until it takes calls, which AWS charges for with the first of them. */
let startMs = performance.now();

/** What a call takes of AWS. */
export class Meter {
  #sinceMs: number;
  #reads = 0;
  #writes = 0;
  #calls = 1;

  private constructor() {
    this.#sinceMs = performance.now() - startMs;
    startMs = 0;
  }

  /** A call, whose requests are counted. */
  static run<Result>(call: (meter: Meter) => Promise<Result>): Promise<Result> {
    const meter = new Meter();
    return current.run(meter, () => call(meter));
  }

  /** Every request counts, those included that are made again. */
  static count(s3: S3Client): void {
    s3.middlewareStack.add(
      (next, { commandName = '' }) =>
        (args) => {
          const meter = current.getStore();
          if (meter !== undefined && !FREE.test(commandName)) {
            if (READ.test(commandName)) meter.#reads++;
            else meter.#writes++;
          }
          return next(args);
        },
      { step: 'finalizeRequest', priority: 'low', name: 'countRequests' },
    );
  }

  /**
   * What the call has taken since this was asked last; the first time the call itself, too.
   *
   * @param transitions that go with the call
   * @param writes that are still to come, and are counted now
   */
  take(transitions: number, writes: number): Usage {
    const now = performance.now();
    const gb = Number(process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']) / MB_A_GB;
    const usage = {
      calls: this.#calls,
      gbSeconds: (gb * (now - this.#sinceMs)) / MS_A_SECOND,
      transitions: this.#calls * transitions,
      reads: this.#reads,
      writes: this.#writes + writes,
    };
    this.#sinceMs = now;
    [this.#calls, this.#reads, this.#writes] = [0, 0, -writes];
    return usage;
  }
}

/**
 * One instance of the function, as Lambda runs it: a thread of its own with its own modules and environment,
 * which loads the built bundle once and then handles one event at a time. Events and results cross as JSON, as
 * they do in Lambda.
 */
import { Worker } from 'node:worker_threads';

/** What an instance says: once that it has started, then one answer for each event. */
export type FromInstance =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly json: string }
  | { readonly kind: 'failed'; readonly message: string };

export interface InstanceOptions {
  /** The bundle's entry, an absolute path. */
  readonly handlerPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How long an event may take; the instance is ended then. */
  readonly timeoutMs: number;
}

/** Thrown for an event that the function did not answer. */
export class InvocationError extends Error {
  /** `unwanted`: whoever asked has left. */
  readonly reason: 'failed' | 'stopped' | 'timeout' | 'unwanted';

  constructor(reason: InvocationError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

const WORKER = new URL('instance-worker.ts', import.meta.url);

export class Instance {
  readonly #worker: Worker;
  readonly #timeoutMs: number;
  #settle: { resolve: (json: string) => void; reject: (error: Error) => void } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isAlive = true;

  private constructor(worker: Worker, timeoutMs: number) {
    this.#worker = worker;
    this.#timeoutMs = timeoutMs;
    worker.on('message', (message: FromInstance) => {
      if (message.kind === 'result') this.#end()?.resolve(message.json);
      if (message.kind === 'failed') {
        this.#end()?.reject(new InvocationError('failed', message.message));
      }
    });
    worker.on('error', (error) => this.#die(String(error)));
    worker.on('exit', (code) => this.#die(`The instance ended with code ${code}.`));
  }

  /** Resolves when the bundle is loaded; rejects with its error if it cannot be. */
  static async start({ handlerPath, env, timeoutMs }: InstanceOptions): Promise<Instance> {
    const worker = new Worker(WORKER, { workerData: { handlerPath }, env: { ...env } });
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`The instance ended with code ${code}.`)));
    });
    return new Instance(worker, timeoutMs);
  }

  /** Whether it can take events: not after a timeout or a crash. */
  get isAlive(): boolean {
    return this.#isAlive;
  }

  /**
   * Handles one event. To be called again only after it has settled.
   *
   * @param eventJson the event
   * @returns the result as JSON
   * @throws {InvocationError}
   */
  invoke(eventJson: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#timer = setTimeout(() => {
        this.#die(`Task timed out after ${this.#timeoutMs / 1_000} seconds.`, 'timeout');
      }, this.#timeoutMs);
      this.#worker.postMessage(eventJson);
    });
  }

  async stop(): Promise<void> {
    this.#isAlive = false;
    this.#end()?.reject(new InvocationError('stopped', 'The instance was stopped.'));
    await this.#worker.terminate();
  }

  #end() {
    clearTimeout(this.#timer);
    const settle = this.#settle;
    this.#settle = undefined;
    return settle;
  }

  #die(message: string, reason: 'failed' | 'timeout' = 'failed'): void {
    this.#end()?.reject(new InvocationError(reason, message));
    if (!this.#isAlive) return;
    this.#isAlive = false;
    void this.#worker.terminate();
  }
}

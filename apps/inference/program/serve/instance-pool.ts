import { Instance, InvocationError } from './instance.ts';
import type { InstanceOptions } from './instance.ts';

/**
 * As many instances as events may be handled at the same time. An event waits until one is free; an instance
 * that timed out or crashed is replaced before the next event.
 */
export class InstancePool {
  readonly #options: InstanceOptions;
  readonly #free: Instance[];
  readonly #all: Set<Instance>;
  readonly #waiting: ((instance: Instance) => void)[] = [];
  #isStopped = false;

  private constructor(options: InstanceOptions, instances: readonly Instance[]) {
    this.#options = options;
    this.#free = [...instances];
    this.#all = new Set(instances);
  }

  /** Resolves when all have loaded the bundle. */
  static async start(options: InstanceOptions, concurrency: number): Promise<InstancePool> {
    const starts = Array.from({ length: concurrency }, () => Instance.start(options));
    return new InstancePool(options, await Promise.all(starts));
  }

  /** How many instances are at work. */
  get busy(): number {
    return this.#all.size - this.#free.length;
  }

  /**
   * @param eventJson the event
   * @param isWanted asked when an instance is free
   * @returns the result as JSON
   * @throws {InvocationError}
   */
  async invoke(eventJson: string, isWanted: () => boolean = () => true): Promise<string> {
    const instance = this.#free.pop() ?? (await this.#next());
    try {
      if (!isWanted()) throw new InvocationError('unwanted', 'The client left.');
      return await instance.invoke(eventJson);
    } finally {
      if (instance.isAlive) this.#release(instance);
      else if (!this.#isStopped) void this.#replace(instance);
    }
  }

  /** Ends all instances, whatever they are at. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#all].map((instance) => instance.stop()));
    this.#all.clear();
    this.#free.length = 0;
  }

  #next(): Promise<Instance> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(instance: Instance): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(instance);
    else next(instance);
  }

  async #replace(dead: Instance): Promise<void> {
    this.#all.delete(dead);
    const fresh = await Instance.start(this.#options);
    this.#all.add(fresh);
    this.#release(fresh);
  }
}

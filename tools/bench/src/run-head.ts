import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** What every document begins with: when and where it was measured, and what could not be. */
export interface RunHead {
  /** ISO 8601. */
  readonly date: string;
  readonly machine: {
    readonly processor: string;
    /** Threads that the system runs at once. */
    readonly cores: number;
    readonly memoryBytes: number;
    readonly system: string;
    readonly node: string;
  };
  readonly missing: readonly MissingPeer[];
}

export interface MissingPeer {
  readonly name: string;
  /** Why, and how to get it. */
  readonly reason: string;
}

export function describeRun(missing: readonly MissingPeer[]): RunHead {
  const machine = {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${type()} ${release()} ${process.arch}`,
    node: process.versions.node,
  };
  return { date: new Date().toISOString(), machine, missing };
}

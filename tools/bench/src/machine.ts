import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** The machine of a measurement. */
export interface Machine {
  readonly processor: string;
  /** Threads that the system runs at once. */
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${type()} ${release()} ${process.arch}`,
    node: process.versions.node,
  };
}

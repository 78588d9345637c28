import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { middle } from './middle.ts';

const PROGRAM = fileURLToPath(new URL('start-program.ts', import.meta.url));

export interface Starts {
  /** Median milliseconds that importing the bundle takes, with reading and decoding the model. */
  readonly importMs: number;
  /** Median milliseconds from the process's start to its end, of the bare process and more with the handler. */
  readonly bareMs: number;
  readonly moreMs: number;
  /** The same in processor time, which other programs on the machine disturb less. */
  readonly bareCpuMs: number;
  readonly moreCpuMs: number;
}

/** Starts a process with the handler and a bare one by turns. */
export function measureStarts(handlerPath: string, count: number): Starts {
  const starts = Array.from({ length: count }, () => ({
    bare: startOnce([]),
    with: startOnce([handlerPath]),
  }));
  const bareMs = middle(starts.map(({ bare }) => bare.wallMs));
  const bareCpuMs = middle(starts.map(({ bare }) => bare.cpuMs));
  return {
    importMs: middle(starts.map((each) => each.with.importMs)),
    bareMs,
    moreMs: middle(starts.map((each) => each.with.wallMs)) - bareMs,
    bareCpuMs,
    moreCpuMs: middle(starts.map((each) => each.with.cpuMs)) - bareCpuMs,
  };
}

function startOnce(args: readonly string[]): { wallMs: number; importMs: number; cpuMs: number } {
  const before = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    encoding: 'utf8',
    env: { ...process.env, AWS_LAMBDA_FUNCTION_NAME: 'bench' },
  });
  const wallMs = performance.now() - before;
  if (status !== 0) throw new Error(stderr);
  return { wallMs, ...(JSON.parse(stdout) as { importMs: number; cpuMs: number }) };
}

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { quantile } from '@lambda-forest/evaluator';

const PROGRAM = fileURLToPath(new URL('time-handler.ts', import.meta.url));

/** Microseconds of a warm call, with logging and metrics, whose lines go to /dev/null. */
export interface HandlerTimes {
  readonly median: number;
  readonly p99: number;
}

/** @param folder the unpacked package; a file for the times is made in it */
export function measureHandler(folder: string, event: unknown, calls: number): HandlerTimes {
  const result = join(folder, 'times.json');
  const args = [PROGRAM, join(folder, 'handler.js'), JSON.stringify(event), String(calls), result];
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: {
      ...process.env,
      AWS_LAMBDA_FUNCTION_NAME: 'bench',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(stderr);
  const times = JSON.parse(readFileSync(result, 'utf8')) as number[];
  const sorted = Float64Array.from(times).sort();
  return { median: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { load } from './load.ts';

const SERVE = fileURLToPath(new URL('../../../../apps/inference/program/main.ts', import.meta.url));
const MIB = 1_024;

export interface FrontLoad {
  readonly requestsPerSecond: number;
  readonly errors: number;
  readonly seconds: number;
  /** Processor seconds of the server for each second of the load: 1 is one core. */
  readonly cores: number;
  /** Resident memory in MiB: after a warm-up, halfway and at the end. */
  readonly memoryMib: readonly number[];
}

/** Serves a model on one core, if the system can say so, and loads it in three parts. */
export async function measureFront(
  model: string,
  features: readonly unknown[],
  connections: number,
  seconds: number,
): Promise<FrontLoad> {
  const args = [SERVE, 'serve', '--port=0', `--model=${model}`];
  const server = spawn('taskset', ['-c', '1', process.execPath, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = await portOf(server);
    const body = JSON.stringify({ features });
    const request = [
      'POST /predict HTTP/1.1',
      'host: 127.0.0.1',
      'content-type: application/json',
      `content-length: ${body.length}`,
      '',
      body,
    ].join('\r\n');
    await load(port, request, connections, Math.max(1, seconds / 10));
    const memoryMib = [memoryOf(server.pid!)];
    const cpuBefore = cpuSecondsOf(server.pid!);
    const first = await load(port, request, connections, seconds / 2);
    memoryMib.push(memoryOf(server.pid!));
    const second = await load(port, request, connections, seconds / 2);
    memoryMib.push(memoryOf(server.pid!));
    const total = first.seconds + second.seconds;
    return {
      requestsPerSecond: (first.requests + second.requests) / total,
      errors: first.errors + second.errors,
      seconds: total,
      cores: (cpuSecondsOf(server.pid!) - cpuBefore) / total,
      memoryMib,
    };
  } finally {
    server.kill('SIGTERM');
    await once(server, 'close');
  }
}

async function portOf({ stdout }: ChildProcess): Promise<number> {
  let text = '';
  for await (const chunk of stdout!) {
    text += String(chunk);
    const [, port] = /^Ready: .*:(\d+)$/m.exec(text) ?? [];
    if (port !== undefined) {
      stdout!.resume();
      return Number(port);
    }
  }
  throw new Error('The server ended before it was ready.');
}

function memoryOf(pid: number): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kib) / MIB);
}

/** User and system time of all threads. */
function cpuSecondsOf(pid: number): number {
  const TICKS_PER_SECOND = 100;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

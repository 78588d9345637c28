/** A MiniStack: an AWS account with nothing in it, on this machine only. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { MINISTACK } from './environment.ts';

/** What a deployment of ours needs of AWS. */
const SERVICES = 'apigateway,cloudformation,ecr,iam,lambda,logs,s3,ssm,sts';

const START_TIMEOUT_MS = 90_000;
const POLL_MS = 100;

export interface Emulator extends AsyncDisposable {
  /** Its address. */
  readonly endpoint: string;
  /** A folder of its own that stays empty but for what AWS's tools write to a home. */
  readonly home: string;
}

/** Starts one. `await using` ends it. */
export async function startEmulator(): Promise<Emulator> {
  const home = mkdtempSync(join(tmpdir(), 'lambda-forest-emulator-'));
  const port = await freePort();
  const process = spawn(MINISTACK, [], {
    env: {
      PATH: globalThis.process.env['PATH'],
      HOME: home,
      TMPDIR: home,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      IOT_MTLS_ENABLED: '0',
      SERVICES,
      LOG_LEVEL: 'WARNING',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true, // a group of its own, which ends with the processes that run functions
  });
  let said = '';
  process.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const closed = once(process, 'close');
  const emulator = {
    endpoint: `http://127.0.0.1:${port}`,
    home,
    async [Symbol.asyncDispose]() {
      try {
        globalThis.process.kill(-process.pid!, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
      await closed;
      rmSync(home, { recursive: true, force: true });
    },
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(emulator.endpoint))) {
    if (process.exitCode !== null || Date.now() > deadline) {
      await emulator[Symbol.asyncDispose]();
      throw new Error(`MiniStack did not start: ${said.slice(-2_000)}`);
    }
    await wait(POLL_MS);
  }
  return emulator;
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/_ministack/health`)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('Found no port.');
  return address.port;
}

/** The local service among hostile clients. `FIRE_SECONDS=60` for the long run. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';

import { expect, test } from 'vitest';

import { hostile } from './fire.ts';
import { whileServed } from './served.ts';

const SECONDS = Number(process.env['FIRE_SECONDS'] ?? 2);
const CONNECTIONS = 500;
const WELL_BEHAVED = 4;
/** More than before is used by what is cached and compiled. */
const MAX_MORE_USED = 10_000_000;
const MAX_RESIDENT = 1_000_000_000;
const SAYS_MEMORY = [
  '--expose-gc',
  `--import=${new URL('fixtures/say-memory.mjs', import.meta.url).href}`,
];

interface Answered {
  readonly text: string;
  readonly ms: number;
}

interface Memory {
  /** Of the process. */
  readonly resident: number;
  /** By what is still referred to. */
  readonly used: number;
}

test(
  'well-behaved clients get every answer, and memory comes back',
  { timeout: (SECONDS + 60) * 1_000 },
  () => whileServed(['--model=iris'], stand, SAYS_MEMORY),
);

async function stand(url: string, server: ChildProcess): Promise<void> {
  const { port } = new URL(url);
  const [expected] = await wellBehaved(url, AbortSignal.timeout(500));
  const before = await memoryOf(server);
  const end = AbortSignal.timeout(SECONDS * 1_000);
  const [opened, ...answers] = await Promise.all([
    hostile(Number(port), CONNECTIONS, end),
    ...Array.from({ length: WELL_BEHAVED }, () => wellBehaved(url, end)),
  ]);
  const most = await memoryOf(server);
  const all = [...answers, await wellBehaved(url, AbortSignal.timeout(500))].flat();
  const slowest = Math.round(Math.max(...all.map(({ ms }) => ms)));
  console.log(`${opened} hostile connections; ${all.length} answers, the slowest in ${slowest} ms`);
  expect(opened).toBeGreaterThan(CONNECTIONS);
  expect(all.filter(({ text }) => text !== expected!.text)).toEqual([]);
  expect(most.resident).toBeLessThan(MAX_RESIDENT);
  const used = async () => (await memoryOf(server)).used - before.used;
  await expect.poll(used, { timeout: 20_000, interval: 500 }).toBeLessThan(MAX_MORE_USED);
  console.log(
    `${before.used} bytes used before, ${await used()} more after; ${most.resident} held`,
  );
}

/** One request after the other, on one connection. */
async function wellBehaved(url: string, until: AbortSignal): Promise<Answered[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answers: Answered[] = [];
  while (!until.aborted) answers.push(await predict(url, agent));
  agent.destroy();
  return answers;
}

function predict(url: string, agent: Agent): Promise<Answered> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const call = request(`${url}/predict`, { method: 'POST', headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        const ms = performance.now() - start;
        const same = text.replace(/"latency_ms":[\d.e-]+,/, '');
        resolve({ text: `${response.statusCode} ${same}`, ms });
      });
    });
    call.on('error', reject);
    call.end('{"features":[5.1,3.5,1.4,0.2]}');
  });
}

async function memoryOf(server: ChildProcess): Promise<Memory> {
  server.send('memory');
  const [memory] = (await once(server, 'message')) as [Memory];
  return memory;
}

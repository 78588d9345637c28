/** kumo, an emulator of AWS in one program: where it is, and how it is started. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const TOOLS = fileURLToPath(new URL('../../../../dist/tools/', import.meta.url));

export const KUMO_VERSION = 'v0.33.1';
export const KUMO_FOLDER = join(TOOLS, `kumo-${KUMO_VERSION}`);
/** The program. */
export const KUMO = join(KUMO_FOLDER, 'kumo');

/** AWS's runtime client for Node, as `inference:runtime-client` puts it. */
export const RUNTIME_CLIENT = join(TOOLS, 'aws-lambda-ric-4.0.2/node_modules/aws-lambda-ric');

/** Its state machines look for S3 and Lambda there, and nowhere else. */
const ADDRESS = '127.0.0.1:4566';
const START_ATTEMPTS = 300;

export interface Emulator {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** @throws {Error} if it does not answer, such as where its port is taken */
export async function startKumo(): Promise<Emulator> {
  const [KUMO_HOST, KUMO_PORT] = ADDRESS.split(':');
  const { PATH } = process.env;
  const child = spawn(KUMO, [], {
    env: { PATH, KUMO_HOST, KUMO_PORT },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  const closed = once(child, 'close');
  const url = `http://${ADDRESS}`;
  for (let attempt = 1; ; attempt++) {
    const isAnswered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (child.exitCode !== null || attempt > START_ATTEMPTS) {
      child.kill('SIGKILL');
      throw new Error(`kumo did not start at ${ADDRESS}: ${said.slice(-500)}`);
    }
    if (isAnswered) break;
    await wait(100);
  }
  return {
    url,
    async stop() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** The local service as a process of its own, while something is done with it. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '../program/main.ts');

/**
 * @param args of `serve`, such as the model
 * @param use gets the service's address and its process, which has a channel for messages
 * @param nodeArgs options of Node for the service's process
 */
export async function whileServed<T>(
  args: readonly string[],
  use: (url: string, server: ChildProcess) => T | Promise<T>,
  nodeArgs: readonly string[] = [],
): Promise<T> {
  const serve = ['serve', '--port=0', '--concurrency=2', '--log-level=ERROR', ...args];
  const server = spawn(process.execPath, [...nodeArgs, PROGRAM, ...serve], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  try {
    return await use(await readyUrl(server.stdout!), server);
  } finally {
    server.kill('SIGTERM');
    await once(server, 'close');
  }
}

async function readyUrl(stdout: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of stdout) {
    text += chunk.toString();
    const [, url] = /^Ready: \S+ \S+ at (\S+)$/m.exec(text) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`The server ended before it was ready: ${text}`);
}

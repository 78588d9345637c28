/** The blocks of the README, run as they stand: each line after the other, in one copy of the workspace. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { environment, run, WORKSPACE } from '../run.ts';
import { WorkspaceCopy } from './workspace-copy.ts';

const README = await readFile(join(WORKSPACE, 'README.md'), 'utf8');
const LINES = [...README.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) =>
  block!.trimEnd().split('\n'),
);
/** The port in the README may be taken on this machine. */
const PORT = 3000;

let workspace: WorkspaceCopy;
let port: number;
let server: ChildProcess | undefined;

beforeAll(async () => {
  workspace = await WorkspaceCopy.make();
  port = await freePort();
});
afterAll(async () => {
  await stopServer();
  await workspace.remove();
});

describe('the README', () => {
  test('has blocks, of which the first installs', () => {
    expect(LINES.length).toBeGreaterThan(12);
    expect(LINES[0]).toMatch(/^npm ci\b/);
  });

  // What `npm ci` installs is shared with this workspace.
  test.each(LINES.slice(1))('%s', async (line) => {
    const command = line.replaceAll(`:${PORT}`, `:${port}`);
    if (/lambda-forest serve\b/.test(command)) {
      await startServer(command.replace(/lambda-forest serve\b/, `$& --port=${port}`));
      return;
    }
    const { code, stdout, stderr } = await run(workspace.root, 'bash', ['-ec', command]);
    expect(code, `${stdout}${stderr}`).toBe(0);
    expect(stdout).not.toBe('');
  });
});

/** Starts what serves until Ctrl-C, and waits until it does. */
async function startServer(command: string): Promise<void> {
  await stopServer();
  server = spawn('bash', ['-ec', command], {
    cwd: workspace.root,
    env: environment(),
    detached: true, // a group of its own, which ends as a whole
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { stdout } = server;
  let text = '';
  await new Promise<void>((resolve, reject) => {
    stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('Ready')) resolve();
    });
    stdout!.once('end', () => reject(new Error(`It ended: ${text}`)));
  });
}

async function stopServer(): Promise<void> {
  if (server?.exitCode !== null) return;
  const ended = once(server, 'exit');
  process.kill(-server.pid!, 'SIGTERM');
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : PORT;
}

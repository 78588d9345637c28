/**
 * The blocks of the README and then of the documents, run as they stand: each line after the other, in one copy of the
 * workspace.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { environment, run, WORKSPACE } from '../run.ts';
import { WorkspaceCopy } from './workspace-copy.ts';

const README = await linesOf('README.md');
/** Those whose blocks work on what the README has made by then. */
const DOCUMENTS = ['tables', 'report', 'serving', 'playground', 'import', 'scale'];
/** Needs an account of AWS, a browser, or minutes. */
const NOT_HERE = /s3:\/\/|nx run|--stage=(?!.*--dry-run)/;
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
    expect(README.length).toBeGreaterThan(12);
    expect(README[0]).toMatch(/^npm ci\b/);
  });

  // What `npm ci` installs is shared with this workspace.
  test.each(README.slice(1))('%s', runLine);
});

describe.each(DOCUMENTS)('docs/%s.md', async (name) => {
  const lines = await linesOf(`docs/${name}.md`);
  test('has a block', () => expect(lines.length).toBeGreaterThan(0));
  test.each(lines.filter((line) => !NOT_HERE.test(line) && !README.includes(line)))('%s', runLine);
});

/** The lines of its blocks for a shell. */
async function linesOf(file: string): Promise<string[]> {
  const text = await readFile(join(WORKSPACE, file), 'utf8');
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) =>
    block!.trimEnd().split('\n'),
  );
}

async function runLine(line: string): Promise<void> {
  const command = line.replaceAll(`:${PORT}`, `:${port}`);
  if (/lambda-forest serve\b/.test(command)) {
    await startServer(command.replace(/lambda-forest serve\b/, `$& --port=${port}`));
    return;
  }
  const { code, stdout, stderr } = await run(workspace.root, 'bash', ['-ec', command]);
  expect(code, `${stdout}${stderr}`).toBe(0);
  const writesFile = command.includes(' > '); // the line after it reads the file
  if (!writesFile) expect(stdout).not.toBe('');
}

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

/**
 * Sends what Schemathesis makes of our OpenAPI document to the served API: no answer may be of status 5xx, or be
 * other than the document says. Installs Schemathesis into an environment of its own; without Python it says that
 * nothing was tested.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { findPython, install } from '../../../../tools/python/environment.ts';

const HERE = import.meta.dirname;
const APP = join(HERE, '../..');
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];

process.exitCode = await main();

async function main(): Promise<number> {
  if (findPython() === undefined) {
    console.error('NOT TESTED: the API with Schemathesis. Found no Python 3.');
    return 0;
  }
  const programs = install(HERE);
  const server = spawn(
    process.execPath,
    [join(APP, 'program/main.ts'), 'serve', '--port=0', '--concurrency=2', '--log-level=ERROR'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const url = await readyUrl(server.stdout);
    const { status, stdout } = spawnSync(
      join(programs, 'schemathesis'),
      [
        ...['run', `${url}/openapi.json`],
        ...['--checks', CHECKS.join()],
        ...['--seed', '42', '--max-examples', '50', '--workers', '1', '--no-color'],
        ...['--phases', 'examples,coverage,fuzzing', '--suppress-health-check', 'all'],
      ],
      // A terminal that cannot go back makes it print one line a step instead of a picture many times a second.
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
        cwd: programs,
        env: { ...process.env, TERM: 'dumb' },
      },
    );
    // Its frames of "=" are pytest's: who looks for pytest's last line would read there that no test ran.
    process.stdout.write(stdout.replace(/^=+ (.+?) =+$/gm, '-- $1'));
    return status ?? 1;
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

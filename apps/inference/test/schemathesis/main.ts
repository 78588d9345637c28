/**
 * Sends what Schemathesis makes of our OpenAPI document to the served API: no answer may be of status 5xx, or be
 * other than the document says. Installs Schemathesis into an environment of its own; without Python it says that
 * nothing was tested.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const HERE = import.meta.dirname;
const APP = join(HERE, '../..');
const VENV = join(APP, '.venv');
const REQUIREMENTS = join(HERE, 'requirements.txt');
/** A copy of the requirements that are installed: written last, so that half an environment is made again. */
const INSTALLED = join(VENV, 'installed-requirements.txt');
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];

process.exitCode = await main();

async function main(): Promise<number> {
  const python = ['python3', 'python'].find((command) =>
    spawnSync(command, ['--version'], { encoding: 'utf8' }).stdout.startsWith('Python 3.'),
  );
  if (python === undefined) {
    console.error('NOT TESTED: the API with Schemathesis. Found no Python 3.');
    return 0;
  }
  ensureEnvironment(python);
  const server = spawn(
    process.execPath,
    [join(APP, 'program/main.ts'), 'serve', '--port=0', '--concurrency=2', '--log-level=ERROR'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const url = await readyUrl(server.stdout);
    const { status, stdout } = spawnSync(
      join(VENV, 'bin/schemathesis'),
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
        cwd: VENV,
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

function ensureEnvironment(python: string): void {
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return;
  rmSync(VENV, { recursive: true, force: true });
  run(python, ['-m', 'venv', VENV]);
  run(join(VENV, 'bin/pip'), ['install', '--quiet', '--requirement', REQUIREMENTS]);
  copyFileSync(REQUIREMENTS, INSTALLED);
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ended with ${status}.`);
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

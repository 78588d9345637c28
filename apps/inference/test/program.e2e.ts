/** `package` and `serve` as a person starts them, with the real bundle and the model of Iris. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { afterEach, describe, expect, test } from 'vitest';

import { MAX_BYTES } from './budget.ts';

const PROGRAM = fileURLToPath(new URL('../program/main.ts', import.meta.url));
const WORKSPACE = fileURLToPath(new URL('../../../', import.meta.url));
const BIN = fileURLToPath(new URL('../../cli/bin/lambda-forest.cjs', import.meta.url));
const BUILD = new URL('../../../dist/apps/inference/', import.meta.url);
const IRIS = new URL('../../../artifacts/iris/', import.meta.url);
const FLOWER = JSON.stringify({ features: [5.1, 3.5, 1.4, 0.2] });
/** Nothing that the machine holds for AWS is found. */
const NO_CREDENTIALS = {
  AWS_CONFIG_FILE: '/nowhere/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
  AWS_EC2_METADATA_DISABLED: 'true',
};
const JSON_TYPE = { 'content-type': 'application/json' };

let running: Run | undefined;
afterEach(async () => {
  await running?.kill();
  running = undefined;
});

/** This one without what Nx, AWS and colours have put into it: a terminal would have none of the warnings. */
function environment(): Record<string, string | undefined> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(
    entries.filter(([name]) => !/^(NX_|AWS_|FORCE_COLOR$|NO_COLOR$)/.test(name)),
  );
}

function latestIris(): { readonly version: string } {
  return JSON.parse(readFileSync(new URL('latest.json', IRIS), 'utf8'));
}

/** A command under way. */
class Run {
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { ...environment(), ...env },
    });
    this.#child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.#ended = once(this.#child, 'close');
  }

  async code(): Promise<number | null> {
    await this.#ended;
    return this.#child.exitCode;
  }

  signal(name: 'SIGINT' | 'SIGTERM'): void {
    this.#child.kill(name);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGTERM'); // and not SIGKILL, for it has a folder to remove
    await this.#ended;
  }
}

/** Starts serving and resolves with the address when it is ready. */
async function serve(args: readonly string[] = [], env = {}): Promise<{ run: Run; url: string }> {
  const run = new Run(['serve', '--port=0', ...args], env);
  running = run;
  await expect.poll(() => run.stdout + run.stderr, { timeout: 20_000 }).toMatch(/Ctrl-C|Found/);
  const [, url] = /^Ready: iris \S+ at (\S+)$/m.exec(run.stdout) ?? [];
  if (url === undefined) throw new Error(run.stderr);
  return { run, url };
}

describe('serve', () => {
  test('says where it is, and the request that it proposes is answered', async () => {
    const { run, url } = await serve();
    const [, body] = /^Try: curl .* -d '(.*)' \S+\/predict$/m.exec(run.stdout) ?? [];
    const answer = await fetch(`${url}/predict`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: body!,
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ class_name: 'versicolor', warnings: [] });
  });

  test('answers every route, with the refusals of the service or of the gateway', async () => {
    const { url } = await serve();
    for (const path of ['/health', '/ready', '/model', '/openapi.json', '/v2', '/v2/models/iris']) {
      expect((await fetch(url + path)).status, path).toBe(200);
    }
    const csv = 'sepal_length,sepal_width,petal_length,petal_width\n5.1,3.5,1.4,0.2\n';
    const headers = { 'content-type': 'text/csv' };
    const batch = await fetch(`${url}/predict/batch`, { method: 'POST', headers, body: csv });
    expect(await batch.json()).toMatchObject({ succeeded: 1 });
    const nothing = await fetch(`${url}/v2/models/other/ready`);
    expect(nothing.status).toBe(404);
    expect(await nothing.json()).toHaveProperty('error');
    const refused = await fetch(`${url}/predict`, { method: 'POST', body: '{}' });
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    const unrouted = await fetch(`${url}/nothing`);
    expect([unrouted.status, await unrouted.json()]).toEqual([404, { message: 'Not Found' }]);
  });

  test('many clients at once are all answered, by as many instances as asked for', async () => {
    const { url } = await serve(['--concurrency=2']);
    const send = () =>
      fetch(`${url}/predict`, { method: 'POST', headers: JSON_TYPE, body: FLOWER });
    const statuses = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const answer = await send();
        await answer.text();
        return answer.status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  test('takes its configuration from the environment: CORS is closed unless opened', async () => {
    const origin = 'https://example.com';
    const allowed = async (env: object) => {
      const { run, url } = await serve([], env);
      const preflight = await fetch(`${url}/predict`, { method: 'OPTIONS', headers: { origin } });
      await run.kill();
      return [preflight.status, preflight.headers.get('access-control-allow-origin')];
    };
    expect(await allowed({})).toEqual([404, null]); // as API Gateway, which then has no route for it
    expect(await allowed({ CORS_ALLOWED_ORIGINS: origin })).toEqual([204, origin]);
  });

  test.each(['', '/model.forest'])('takes the path of a model, its folder%s', async (file) => {
    const { version } = latestIris();
    const path = fileURLToPath(new URL(`${version}${file}`, IRIS));
    const { url } = await serve([`--model=${path}`]);
    const answer = await fetch(`${url}/model`);
    expect(await answer.json()).toMatchObject({ name: 'iris', version });
  });

  test('logs each request if asked to', async () => {
    const { run, url } = await serve(['--log-level=INFO']);
    await fetch(`${url}/health`);
    await expect.poll(() => run.stdout).toMatch(/^\{"level":"INFO","message":"request".*\}$/m);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s stops it cleanly', async (signal) => {
    const { run, url } = await serve();
    await fetch(`${url}/health`);
    run.signal(signal);
    expect(await run.code()).toBe(0);
    expect(run.stderr).toBe('');
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });
});

describe('a mistake is one line and exit code 2:', () => {
  test.each([
    ['a missing model', ['serve', '--model=nothing']],
    ['a missing model', ['package', '--model=nothing']],
    ['what is no model', ['package', '--model=../x']],
    ['an unknown option', ['package', '--modle=iris']],
    ['an unknown command', ['pack']],
    ['a wrong number', ['serve', '--concurrency=0']],
  ])('%s', async (_, args) => {
    const run = new Run(args);
    expect(await run.code()).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/^Found [^\n]+\n$/);
  });

  test('an environment that the service refuses, behind the line of the service', async () => {
    const run = new Run(['serve', '--port=0'], { POWERTOOLS_METRICS_DISABLED: 'maybe' });
    expect(await run.code()).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/POWERTOOLS_METRICS_DISABLED.*\n.*answers 503[^\n]+\n$/);
  });

  test('a port that is taken', async () => {
    const { url } = await serve();
    const second = new Run(['serve', `--port=${new URL(url).port}`]);
    expect(await second.code()).toBe(2);
    expect(second.stderr).toMatch(/^Found port [^\n]+\n$/);
  });
});

describe('package', () => {
  test('prints one JSON document with --json, and the zip that it names has that hash', async () => {
    const run = new Run(['package', '--json']);
    expect(await run.code()).toBe(0);
    const { path, zip, name } = JSON.parse(run.stdout);
    expect(name).toBe('iris');
    expect(readFileSync(path)).toHaveLength(zip.bytes);
    const again = new Run(['package', '--json'], { TZ: 'America/New_York' });
    await again.code();
    expect(again.stdout).toBe(run.stdout);
  });

  test('prints size and hash for people, and its options with --help', async () => {
    const run = new Run(['package']);
    await run.code();
    expect(run.stdout).toMatch(/ zip +[\d,]+ bytes, SHA-256 [0-9a-f]{64}\n/);
    const help = new Run(['package', '--help']);
    expect(await help.code()).toBe(0);
    expect(help.stdout).toContain('--model=NAME[@VERSION]');
  });
});

describe('lambda-forest', () => {
  const program = (...args: readonly string[]) => {
    return spawnSync(process.execPath, [BIN, ...args], {
      cwd: WORKSPACE,
      encoding: 'utf8',
      env: { ...environment(), ...NO_CREDENTIALS, NX_DAEMON: 'false' },
    });
  };

  test('a mistake keeps its exit code', () => {
    const { status, stderr, stdout } = program('package', '--model=nothing');
    expect(status).toBe(2);
    expect(stdout + stderr).toMatch(/^Found no model nothing, expected [^\n]+$/m);
  });

  test('--json leaves one document on stdout', () => {
    const { status, stdout } = program('package', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'iris', handler: 'handler.handler' });
  });

  test('the dry run of a deployment leaves one document too, of the version that was asked for', () => {
    const { version } = latestIris();
    const { status, stdout } = program(
      'deploy', // a dry run without a stage is for the first one
      '--dry-run',
      '--json',
      `--model=iris@${version}`,
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      stack: 'lambda-forest-iris-staging',
      model: { name: 'iris', version },
    });
  });

  test('what changes something needs a stage that is named', () => {
    const { status, stdout, stderr } = program('deploy', '--yes');
    expect(status).toBe(2);
    expect(stdout).not.toContain('Stack');
    expect(stderr).toMatch(/^Found no --stage, expected /m);
  });

  test('a missing version stops a deployment before anything is packaged', () => {
    const { status, stdout, stderr } = program(
      'deploy',
      '--stage=staging',
      '--dry-run',
      '--json',
      '--model=iris@0.0.0-none',
    );
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Found no version 0\.0\.0-none of the model iris, expected [^\n]+$/m);
  });

  test.each([
    ['deploy', '--stage=staging'],
    ['versions', '--stage=staging'],
    ['synth', '--stage=staging'],
  ])('a wrong option of %s is one line and exit code 2', (...args) => {
    const { status, stderr } = program(...args, '--modle=iris');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Found [^\n]*--modle[^\n]*\n$/);
  });

  test.each([
    ['deploy', '--yes', '--json'],
    ['versions', '--json'],
    ['rollback', '--yes', '--json'],
    ['logs'],
    ['diff', '--json'],
    ['destroy', '--confirm=staging'],
  ])('%s without credentials ends with exit code 3', (...args) => {
    const { status, stdout, stderr } = program(...args, '--stage=staging');
    expect(status).toBe(3);
    expect(stderr).toMatch(/^Found no AWS credentials[^\n]+$/m);
    if (args.includes('--json')) expect(stdout).toBe('');
  });

  test.each(['deploy', 'diff'])(
    '%s without credentials or without a model packages nothing before it says so',
    (target) => {
      const nobody = program(target, '--stage=staging');
      expect(nobody.status).toBe(3);
      expect(nobody.stderr).toMatch(/^Found no AWS credentials[^\n]+$/m);
      const nothing = program(target, '--stage=staging', '--model=nothing');
      expect(nothing.status).toBe(2);
      expect(nothing.stderr).toMatch(/^Found no model nothing, [^\n]+$/m);
      for (const { stdout } of [nobody, nothing]) expect(stdout).not.toContain('package');
    },
  );
});

test('the built bundle is within its budget', () => {
  const code = readFileSync(new URL('handler.cjs', BUILD), 'utf8');
  // The line that names the source map is none of it.
  expect(Buffer.byteLength(code.replace(/\/\/# sourceMappingURL=.*\n?$/, ''))).toBeLessThanOrEqual(
    MAX_BYTES,
  );
  const meta = JSON.parse(readFileSync(new URL('meta.json', BUILD), 'utf8'));
  const files = Object.keys(meta.outputs as object).filter((name) => name.endsWith('.cjs'));
  expect(files).toHaveLength(1);
});

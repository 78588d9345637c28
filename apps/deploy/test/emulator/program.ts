/** Runs `lambda-forest deploy` and its neighbours against an emulator. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { Emulator } from './emulator.ts';
import { PYTHON } from './environment.ts';

const WORKSPACE = join(import.meta.dirname, '../../../..');
const NX = join(WORKSPACE, 'node_modules/nx/dist/bin/nx.js');
const BIN = join(WORKSPACE, 'apps/cli/bin/lambda-forest.cjs');
const CONFIG = join(import.meta.dirname, 'deploy.config.ts');
const TERMINAL = join(import.meta.dirname, 'terminal.py');

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Default: the one whose stage is for an emulator. */
  readonly config?: string;
  /** Added to the environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called whenever something was printed, with all of it. */
  readonly onOutput?: (child: ChildProcess, stdout: string) => void;
}

/** Ends with any exit code. Everything it could know of another account is taken away. */
export async function program(
  { endpoint, home }: Pick<Emulator, 'endpoint' | 'home'>,
  args: readonly string[],
  { config = CONFIG, env = {}, onOutput = () => undefined }: RunOptions = {},
): Promise<Run> {
  const [command = '', ...options] = args;
  const stage = command === 'smoke' ? [] : ['--stage=staging', `--config=${config}`];
  const child = spawn(process.execPath, [BIN, command, ...stage, ...options], {
    env: { ...environment(endpoint, home), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.stdout += chunk;
    onOutput(child, text.stdout);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.stderr += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...text };
}

/**
 * A command for the stage on a terminal of its own, where somebody types.
 *
 * @param command words such as `deploy`, or `nx run inference:deploy` through Nx
 * @param dialogue what is waited for and what is typed then, one after another
 * @returns the run, with all that the terminal showed as its `stdout`
 */
export async function typed(
  { endpoint, home }: Pick<Emulator, 'endpoint' | 'home'>,
  command: string,
  dialogue: readonly (readonly [text: string, keys: string])[],
  env: RunOptions['env'] = {},
): Promise<Pick<Run, 'code' | 'stdout'>> {
  const words = command.split(' ');
  const program = words[0] === 'nx' ? [NX, ...words.slice(1)] : [BIN, ...words];
  const line = [process.execPath, ...program, '--stage=staging', `--config=${CONFIG}`];
  const child = spawn(PYTHON, [TERMINAL, JSON.stringify(dialogue), ...line], {
    cwd: WORKSPACE,
    env: { ...environment(endpoint, home), NX_DAEMON: 'false', TERM: 'xterm', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout };
}

/** Nothing but the emulator can be meant. */
function environment(endpoint: string, home: string): Record<string, string | undefined> {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    NO_COLOR: '1',
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    CDK_VALIDATION: 'false', // half of a deployment's time; the tests of the stack have it, and `VALIDATED`
  };
}

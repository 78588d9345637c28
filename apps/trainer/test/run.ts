import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/** What a finished program left on its streams. */
export interface Run {
  /** 128 and the signal's number where a signal ended it, as in a shell. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const WORKSPACE = fileURLToPath(new URL('../../../', import.meta.url));

/** The trainer itself, without Nx around it. */
const TRAINER = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** Runs the trainer's `train` command. An object among the options says what it has on standard input. */
export function train(cwd: string, ...options: readonly (string | Input)[]): Promise<Run> {
  return trainer(cwd, 'train', ...options);
}

export interface Input {
  readonly stdin: string;
}

/** Runs one of the trainer's commands. */
export function trainer(
  cwd: string,
  command: string,
  ...options: readonly (string | Input)[]
): Promise<Run> {
  const words = options.filter((option) => typeof option === 'string');
  const input = options.find((option) => typeof option !== 'string');
  return run(cwd, process.execPath, [TRAINER, command, ...words], undefined, input?.stdin);
}

/** Starts a training and, once it has said how it splits the table, sends it a signal. */
export function interruptTrain(
  cwd: string,
  signal: NodeJS.Signals,
  ...options: readonly string[]
): Promise<Run> {
  return run(cwd, process.execPath, [TRAINER, 'train', ...options], (child, stdout) => {
    if (stdout.includes('Split')) child.kill(signal);
  });
}

/**
 * Runs a program in a process group of its own and, once it has printed `text`, sends the group SIGINT, as a
 * terminal does. A text and not a time: how far a program is after a second depends on the machine.
 */
export function interrupt(
  cwd: string,
  program: string,
  args: readonly string[],
  text: string,
): Promise<Run> {
  let isSent = false;
  return run(cwd, program, args, (child, stdout) => {
    if (isSent || !stdout.includes(text)) return;
    isSent = true;
    process.kill(-child.pid!, 'SIGINT');
  });
}

/** This process's, without what Nx and the tests have put into it, and without colours. */
export function environment(): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(
    ([name]) =>
      !/^(NX_|VITEST|NODE_OPTIONS|FORCE_COLOR|LOG_LEVEL|INIT_CWD|npm_lifecycle)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    NX_DAEMON: 'false',
    NX_ISOLATE_PLUGINS: 'false', // five processes less for each Nx: 1.1 s of processor time instead of 2.0
    NO_COLOR: '1',
  };
}

/** Runs a program to its end, with nothing on stdin unless it is given, and without Nx's own variables of this test run. */
export async function run(
  cwd: string,
  program: string,
  args: readonly string[],
  onStdout: (child: ChildProcess, stdout: string) => void = () => undefined,
  stdin?: string,
): Promise<Run> {
  const child = spawn(program, args, {
    cwd,
    env: environment(),
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true, // a group of its own, so that a signal to it does not reach the tests
  });
  child.stdin.on('error', () => undefined); // it may not want to read
  child.stdin.end(stdin);
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.stdout += chunk;
    onStdout(child, text.stdout);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.stderr += chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (status, signal) => {
      resolve(status ?? 128 + constants.signals[signal!]); // as a shell reports it
    });
  });
  return { code, ...text };
}

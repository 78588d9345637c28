import { Writable } from 'node:stream';

import { runProgram } from '@lambda-forest/cli';

import { COMMANDS } from '../src/commands.ts';
import type { Run } from './run.ts';

/** Runs the trainer's `train` command as `trainer` does. */
export function train(cwd: string, ...options: readonly string[]): Promise<Run> {
  return trainer(cwd, 'train', ...options);
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs one of the trainer's commands by the function that its program calls, in this process: starting and loading one
 * takes longer than most commands. One at a time, because a process has one working directory. What is of the process
 * itself (signals, standard input, several at once, workers) is tested by `run.ts`.
 */
export function trainer(cwd: string, command: string, ...options: readonly string[]): Promise<Run> {
  const run = last.then(() => runHere(cwd, [command, ...options]));
  last = run.catch(() => undefined);
  return run;
}

async function runHere(cwd: string, words: readonly string[]): Promise<Run> {
  const before = process.cwd();
  const [stdout, stderr] = [new Collected(), new Collected()];
  const restore = [replace('stdout', stdout), replace('stderr', stderr)];
  process.chdir(cwd);
  try {
    const code = await new Promise<number>((exit, fail) => {
      const program = { name: 'npx lambda-forest', summary: '', commands: COMMANDS };
      const { hrtime } = process;
      const argv = ['', '', ...words];
      const host = { argv, stdin: {}, stdout, stderr, hrtime, on: () => undefined, exit };
      runProgram(program, host).catch(fail);
    });
    return { code, stdout: stdout.text, stderr: stderr.text };
  } finally {
    process.chdir(before);
    for (const put of restore) put();
  }
}

/** Commands also write to the process's own streams. */
function replace(name: 'stdout' | 'stderr', stream: Writable): () => void {
  const own = Object.getOwnPropertyDescriptor(process, name)!;
  Object.defineProperty(process, name, { ...own, get: () => stream });
  return () => void Object.defineProperty(process, name, own);
}

class Collected extends Writable {
  text = '';

  constructor() {
    super({ decodeStrings: false });
  }

  override _write(chunk: string | Uint8Array, _encoding: string, done: () => void): void {
    this.text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    done();
  }
}

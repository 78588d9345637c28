import { runProgram } from '@lambda-forest/cli';

import { COMMANDS } from '../../src/commands.ts';

class Stream {
  text = '';
  readonly isTTY: boolean;
  constructor(isTTY: boolean) {
    this.isTTY = isTTY;
  }
  write(text: string, written?: () => void) {
    this.text += text;
    written?.();
  }
  on() {
    return this;
  }
}

export interface Run {
  readonly code: Promise<number>;
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly signal: (name: string) => void;
}

/** Runs the program in this process, with streams of its own. */
export function startProgram(...args: string[]): Run {
  return start(args, false);
}

/** With somebody at a terminal. */
export function startAtTerminal(...args: string[]): Run {
  return start(args, true);
}

function start(args: readonly string[], isTTY: boolean): Run {
  const [stdout, stderr] = [new Stream(isTTY), new Stream(isTTY)];
  const listeners = new Map<string, () => void>();
  const code = new Promise<number>((resolve) => {
    const host = {
      argv: ['node', 'lambda-forest', ...args],
      stdin: { isTTY },
      stdout,
      stderr,
      hrtime: process.hrtime,
      on: (name: string, listener: () => void) => listeners.set(name, listener),
      exit: resolve,
    };
    void runProgram({ name: 'lambda-forest', summary: '', commands: COMMANDS }, host);
  });
  return { code, stdout, stderr, signal: (name) => listeners.get(name)!() };
}

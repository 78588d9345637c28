import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

import { PeerError } from '../errors.ts';
import type { FitSettings, PeerCommand } from './peer.ts';

/** Lines of a peer's stderr that a failure's message repeats. */
const KEPT_LINES = 3;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: PeerError) => void;
}

type Answer = Readonly<Record<string, unknown>>;

/**
 * A running peer. One request at a time; after a failure it cannot be used any more.
 *
 * ```ts
 * const process = await PeerProcess.start(peer, 60);
 * await process.load(folder);
 * const seconds = await process.fit(settings);
 * await process.predict(file);
 * await process.close();
 * ```
 *
 * Every method throws a {PeerError} if the peer answers with an error, ends, or does not answer within `limit` seconds.
 */
export class PeerProcess {
  /** Names and versions of the peer's software. */
  versions: Readonly<Record<string, string>> = {};
  readonly #name: string;
  readonly #limit: number;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #complaints: string[] = [];
  #waiting: Waiting | undefined;
  #ended: PeerError | undefined;

  private constructor(peer: PeerCommand, limit: number) {
    this.#name = peer.name;
    this.#limit = limit;
    this.#child = spawn(peer.command, peer.args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    });
    this.#child.on('error', (error) => this.#end(`could not be started: ${error.message}`));
    this.#child.on('close', (code, signal) => {
      const last = this.#complaints.slice(-KEPT_LINES).join(' / ');
      this.#end(
        `ended with ${signal ?? `code ${code ?? 'unknown'}`}${last && `, saying: ${last}`}`,
      );
    });
    // A peer that ended does not read: its end is reported, not the broken pipe.
    this.#child.stdin.on('error', () => undefined);
    createInterface(this.#child.stdout).on('line', (line) => this.#receive(line));
    createInterface(this.#child.stderr).on('line', (line) => {
      if (line.trim() !== '') this.#complaints.push(line.trim());
    });
  }

  /** Starts the process and waits until it is ready. */
  static async start(peer: PeerCommand, limit: number): Promise<PeerProcess> {
    const started = new PeerProcess(peer, limit);
    const { versions } = await started.#answer();
    started.versions = versions as Record<string, string>;
    return started;
  }

  /** Sends a request. */
  ask(request: { readonly command: string } & Answer): Promise<Answer> {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    return this.#answer();
  }

  /** @param folder written by `writeSplit` */
  async load(folder: string): Promise<void> {
    await this.ask({ command: 'load', folder });
  }

  /** @returns the fit's seconds, measured inside the peer's process */
  async fit(settings: FitSettings): Promise<number> {
    return this.#seconds(await this.ask({ command: 'fit', settings }));
  }

  /** @returns the seconds that answering all test rows took; the answers are in the file `output` */
  async predict(output: string): Promise<number> {
    return this.#seconds(await this.ask({ command: 'predict', output }));
  }

  /** The most memory that was resident at once, in bytes, if the system says so (Linux does). */
  async peakMemory(): Promise<number | undefined> {
    try {
      const status = await readFile(`/proc/${this.#child.pid ?? 'none'}/status`, 'utf8');
      const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
      return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
    } catch {
      return undefined; // no /proc, or the process is gone
    }
  }

  /** Lets the process end by itself, and kills it if it does not. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.stdin.end();
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await closed;
    clearTimeout(kill);
  }

  /** Ends the process at once. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #answer(): Promise<Answer> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const timer = setTimeout(() => {
      this.#end(`did not answer within ${this.#limit} s`);
      this.kill();
    }, this.#limit * 1000);
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting = { resolve, reject };
    }).finally(() => clearTimeout(timer));
  }

  #receive(line: string): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    const answer = parse(line);
    if (answer === undefined || waiting === undefined) {
      this.#waiting = waiting;
      this.#end(`answered with an unexpected line: ${line.slice(0, 200)}`);
    } else if (typeof answer['error'] === 'string') {
      waiting.reject(new PeerError(`Found ${this.#name} failing: ${answer['error']}.`));
    } else {
      waiting.resolve(answer);
    }
  }

  #end(reason: string): void {
    this.#ended ??= new PeerError(`Found ${this.#name} failing: it ${reason}.`);
    this.#waiting?.reject(this.#ended);
    this.#waiting = undefined;
  }

  #seconds({ seconds }: Answer): number {
    if (typeof seconds === 'number' && seconds >= 0) return seconds;
    throw new PeerError(`Found ${this.#name} answering ${String(seconds)}, expected seconds.`);
  }
}

function parse(line: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Answer) : undefined;
  } catch {
    return undefined;
  }
}

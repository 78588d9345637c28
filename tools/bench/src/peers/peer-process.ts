import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

import { PeerError } from '../errors.ts';
import type { FitSettings, PeerCommand } from './peer.ts';

/** Lines of a peer's stderr that a failure's message repeats. */
const KEPT_LINES = 3;

/** How long a peer may take to end when its requests have. */
const CLOSE_MS = 10_000;

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
  readonly #lines: AsyncIterator<string, undefined>;
  /** How it ended, once it has. */
  readonly #end: Promise<string>;

  private constructor(peer: PeerCommand, limit: number) {
    this.#name = peer.name;
    this.#limit = limit;
    this.#child = spawn(peer.command, peer.args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    });
    // A peer that ended does not read: its end is reported, not the broken pipe.
    this.#child.stdin.on('error', () => undefined);
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
    this.#end = endOf(this.#child);
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

  /** Sends a request whose answer is a number of at least 0, such as `{"seconds": 1}`. */
  async measure(
    unit: 'seconds' | 'microseconds',
    request: { readonly command: string } & Answer,
  ): Promise<number> {
    const found = (await this.ask(request))[unit];
    if (typeof found === 'number' && found >= 0) return found;
    throw new PeerError(`Found ${this.#name} answering ${String(found)}, expected ${unit}.`);
  }

  /** @param folder written by `writeSplit` */
  async load(folder: string): Promise<void> {
    await this.ask({ command: 'load', folder });
  }

  /** @returns the fit's seconds, measured inside the peer's process */
  fit(settings: FitSettings): Promise<number> {
    return this.measure('seconds', { command: 'fit', settings });
  }

  /** @returns the seconds that answering all test rows took; the answers are in the file `output` */
  predict(output: string): Promise<number> {
    return this.measure('seconds', { command: 'predict', output });
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
    this.#child.stdin.end();
    const timer = setTimeout(() => this.kill(), CLOSE_MS);
    await this.#end;
    clearTimeout(timer);
  }

  /** Ends the process at once. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async #answer(): Promise<Answer> {
    const limit = { isOver: false };
    const timer = setTimeout(() => {
      limit.isOver = true;
      this.kill();
    }, this.#limit * 1000);
    const { value: line } = await this.#lines.next();
    clearTimeout(timer);
    if (limit.isOver) throw this.#failure(`it did not answer within ${this.#limit} s`);
    if (line === undefined) throw this.#failure(`it ${await this.#end}`);
    const answer = parse(line);
    if (answer === undefined) {
      throw this.#failure(`it answered with an unexpected line: ${line.slice(0, 200)}`);
    }
    if (typeof answer['error'] === 'string') throw this.#failure(answer['error']);
    return answer;
  }

  #failure(reason: string): PeerError {
    return new PeerError(`Found ${this.#name} failing: ${reason}.`);
  }
}

function endOf(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<string> {
  const complaints: string[] = [];
  createInterface(child.stderr).on('line', (line) => {
    if (line.trim() !== '') complaints.push(line.trim());
  });
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(`could not be started: ${error.message}`));
    child.on('close', (code, signal) => {
      const last = complaints.slice(-KEPT_LINES).join(' / ');
      resolve(`ended with ${signal ?? `code ${code ?? 'unknown'}`}${last && `, saying: ${last}`}`);
    });
  });
}

function parse(line: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Answer) : undefined;
  } catch {
    return undefined;
  }
}

import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { Piece, Receipt } from '@lambda-forest/scale';

import { WorkerLostError } from '../errors.ts';
import { errorOf } from './messages.ts';
import type { FromWorker, Setup, ToWorker } from './messages.ts';

const WORKER = fileURLToPath(new URL('./piece-worker.ts', import.meta.url));
/** A process may be ended from outside, as where memory is short; a piece that ends two is at fault itself. */
const MOST_ATTEMPTS = 2;

/** Processes that score pieces, each one at a time. A process that is lost is replaced. */
export class WorkerPool {
  readonly #setup: Setup;
  readonly #onBytes: (piece: Piece, bytes: number) => void;
  readonly #idle: ChildProcess[] = [];
  readonly #all = new Set<ChildProcess>();
  #isClosed = false;

  /** @param onBytes given how many more bytes of a piece were read, now and then */
  constructor(setup: Setup, onBytes: (piece: Piece, bytes: number) => void) {
    this.#setup = setup;
    this.#onBytes = onBytes;
  }

  /**
   * @throws {WorkerLostError} if two processes ended on it
   * @throws whatever `scorePiece` does
   */
  async score(piece: Piece): Promise<Receipt> {
    for (let attempt = 1; ; attempt++) {
      const worker = this.#idle.pop() ?? this.#start();
      const answer = await this.#ask(worker, piece);
      if (typeof answer !== 'object') {
        if (attempt === MOST_ATTEMPTS || this.#isClosed) throw new WorkerLostError(piece, answer);
        continue;
      }
      this.#idle.push(worker);
      if ('failure' in answer) throw errorOf(answer.failure);
      return answer.receipt;
    }
  }

  /** Ends all processes at once; what they were writing is left aside. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const ended = [...this.#all].map(
      (worker) => new Promise<void>((resolve) => void worker.once('exit', () => resolve())),
    );
    for (const worker of this.#all) worker.kill('SIGKILL');
    await Promise.all(ended);
  }

  #start(): ChildProcess {
    const worker = fork(WORKER, { serialization: 'advanced' });
    this.#all.add(worker);
    worker.once('exit', () => {
      this.#all.delete(worker);
      const at = this.#idle.indexOf(worker);
      if (at !== -1) this.#idle.splice(at, 1);
    });
    worker.on('error', () => undefined); // it exits then, which is noticed
    tell(worker, { setup: this.#setup });
    return worker;
  }

  /** @returns the answer, or what the process ended with */
  #ask(
    worker: ChildProcess,
    piece: Piece,
  ): Promise<Exclude<FromWorker, { bytes: number }> | string | number> {
    return new Promise((resolve) => {
      const onExit = (code: number | null, signal: string | null) => settle(signal ?? code ?? 1);
      const onMessage = (message: FromWorker) => {
        if ('bytes' in message) this.#onBytes(piece, message.bytes);
        else settle(message);
      };
      const settle = (answer: Parameters<typeof resolve>[0]) => {
        worker.off('message', onMessage).off('exit', onExit);
        resolve(answer);
      };
      worker.on('message', onMessage).once('exit', onExit);
      tell(worker, { piece });
    });
  }
}

function tell(worker: ChildProcess, message: ToWorker): void {
  worker.send(message, () => undefined); // a process that ended does not take it, which its exit says
}

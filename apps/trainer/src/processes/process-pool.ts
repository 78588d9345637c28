import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { errorOf } from './messages.ts';
import type { FromProcess, ToProcess } from './messages.ts';
import type { TaskPool } from './task-pool.ts';

/** A process may be ended from outside, as where memory is short; a task that ends two is at fault itself. */
const MOST_ATTEMPTS = 2;

export interface PoolRequest<Setup, Task> {
  /** The module of the processes, which calls `serveTasks`. */
  readonly module: URL;
  readonly setup: Setup;
  /** Given how much more of a task is done, now and then. */
  readonly onProgress?: ((task: Task, progress: number) => void) | undefined;
  /** The error for a task on which two processes ended. @param end the signal or the exit code of the last one */
  readonly lost: (task: Task, end: string | number) => Error;
}

/** Processes that do tasks, each one at a time. A process that is lost is replaced. */
export class ProcessPool<Setup, Task, Answer> implements TaskPool<Task, Answer> {
  readonly #request: PoolRequest<Setup, Task>;
  readonly #idle: ChildProcess[] = [];
  readonly #all = new Set<ChildProcess>();
  #isClosed = false;

  constructor(request: PoolRequest<Setup, Task>) {
    this.#request = request;
  }

  /**
   * Does a task in an idle process, or in a new one.
   *
   * @throws what `lost` makes, or whatever the task does
   */
  async run(task: Task): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const worker = this.#idle.pop() ?? this.#start();
      const answer = await this.#ask(worker, task);
      if (typeof answer !== 'object') {
        if (attempt === MOST_ATTEMPTS || this.#isClosed) throw this.#request.lost(task, answer);
        continue;
      }
      this.#idle.push(worker);
      if ('failure' in answer) throw errorOf(answer.failure);
      return answer.answer;
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
    const worker = fork(fileURLToPath(this.#request.module), { serialization: 'advanced' });
    this.#all.add(worker);
    worker.once('exit', () => {
      this.#all.delete(worker);
      const at = this.#idle.indexOf(worker);
      if (at !== -1) this.#idle.splice(at, 1);
    });
    worker.on('error', () => {
      // One that runs exits then, which is noticed; one that could not be started does not.
      if (worker.pid === undefined) worker.emit('exit', 1, null);
    });
    this.#tell(worker, { setup: this.#request.setup });
    return worker;
  }

  /** @returns the answer, or what the process ended with */
  #ask(
    worker: ChildProcess,
    task: Task,
  ): Promise<Exclude<FromProcess<Answer>, { progress: number }> | string | number> {
    return new Promise((resolve) => {
      const onExit = (code: number | null, signal: string | null) => settle(signal ?? code ?? 1);
      const onMessage = (message: FromProcess<Answer>) => {
        if ('progress' in message) this.#request.onProgress?.(task, message.progress);
        else settle(message);
      };
      const settle = (answer: Parameters<typeof resolve>[0]) => {
        worker.off('message', onMessage).off('exit', onExit);
        resolve(answer);
      };
      worker.on('message', onMessage).once('exit', onExit);
      this.#tell(worker, { task });
    });
  }

  #tell(worker: ChildProcess, message: ToProcess<Setup, Task>): void {
    worker.send(message, () => undefined); // a process that ended does not take it, which its exit says
  }
}

import type { TaskFiles, TaskItem, TaskRuns } from '@lambda-forest/s3';

import { errorOf } from '../../processes/messages.ts';
import type { FromProcess } from '../../processes/messages.ts';
import type { TaskPool } from '../../processes/task-pool.ts';
import { pack, REMOTE_FILES, unpack } from './remote-tasks.ts';
import type { RemoteSetup } from './remote-tasks.ts';

/** Answers that are read at a time. */
const READS = 16;

export interface MapPoolRequest<Task> {
  readonly runs: TaskRuns;
  /** For its files: ends with a slash, and no other pool has it. */
  readonly prefix: string;
  /** What its lists are called by. */
  readonly name: string;
  readonly setup: RemoteSetup;
  /** Given a task once so many are done; which ones is not known. */
  readonly onDone: (task: Task) => void;
}

interface Waiting<Task, Answer> {
  readonly task: Task;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Functions on AWS that do tasks: those that are given at the same time are one list, of which a map does them all. */
export class MapPool<Task, Answer> implements TaskPool<Task, Answer> {
  readonly #request: MapPoolRequest<Task>;
  readonly #files: TaskFiles;
  readonly #ended = new AbortController();
  #isReady: Promise<void> | undefined;
  readonly #running = new Set<Promise<void>>();
  #waiting: Waiting<Task, Answer>[] = [];
  #lists = 0;

  constructor(request: MapPoolRequest<Task>) {
    this.#request = request;
    this.#files = request.runs.files(request.prefix);
  }

  /** @throws whatever the task was refused with, or the map failed by */
  run(task: Task): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#running.add(this.#flush()));
      this.#waiting.push({ task, resolve, reject });
    });
  }

  async close(): Promise<void> {
    this.#ended.abort();
    await Promise.all(this.#running);
  }

  async #flush(): Promise<void> {
    const all = this.#waiting.splice(0);
    try {
      await this.#do(all, this.#lists++);
    } catch (error) {
      for (const { reject } of all) reject(error);
    }
  }

  async #do(all: readonly Waiting<Task, Answer>[], list: number): Promise<void> {
    const { runs, prefix, name, setup, onDone } = this.#request;
    const { signal } = this.#ended;
    signal.throwIfAborted();
    await (this.#isReady ??= this.#files.put(REMOTE_FILES.setup, pack(setup)));
    await this.#files.put(REMOTE_FILES.tasks(list), pack(all.map(({ task }) => task)));
    const items = all.map((_, task): TaskItem => ({ prefix, list, task }));
    const lines = items.map((item) => `${JSON.stringify(item)}\n`).join('');
    await this.#files.put(REMOTE_FILES.items(list), lines);
    let told = 0;
    const tell = (done: number) => {
      while (told < Math.min(done, all.length)) onDone(all[told++]!.task);
    };
    const key = prefix + REMOTE_FILES.items(list);
    await runs.run(key, `${name}-${list}`, tell, signal);
    tell(all.length);
    let next = 0;
    const read = async () => {
      while (next < all.length) await this.#settle(all[next]!, list, next++);
    };
    await Promise.all(Array.from({ length: READS }, read));
  }

  async #settle(one: Waiting<Task, Answer>, list: number, task: number): Promise<void> {
    const said = (await unpack(this.#files, REMOTE_FILES.answer(list, task))) as Said<Answer>;
    if ('failure' in said) one.reject(errorOf(said.failure));
    else one.resolve(said.answer);
  }
}

type Said<Answer> = Exclude<FromProcess<Answer>, { progress: number }>;

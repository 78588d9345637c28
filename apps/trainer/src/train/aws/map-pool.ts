import { createHash } from 'node:crypto';

import type { TaskFiles, TaskItem, TaskRuns } from '@lambda-forest/s3';

import { errorOf } from '../../processes/messages.ts';
import type { FromProcess } from '../../processes/messages.ts';
import type { TaskPool } from '../../processes/task-pool.ts';
import { pack, REMOTE_FILES, unpack } from './remote-tasks.ts';
import type { RemoteSetup } from './remote-tasks.ts';

/** Answers that are read at a time. */
const READS = 16;
/** Digits of a list's name. */
const NAME_DIGITS = 32;

export interface MapPoolRequest<Task> {
  readonly runs: TaskRuns;
  /** For its files: ends with a slash, and no other pool has it. */
  readonly prefix: string;
  /** What its lists are called by. */
  readonly name: string;
  readonly setup: RemoteSetup;
  /** Whether a pool of the same name was given the same setup before, and may have done some of the tasks. */
  readonly isResumed: boolean;
  /** Given a task once so many are done; which ones is not known. */
  readonly onDone: (task: Task) => void;
  /** Whether what runs goes on after `close`. */
  readonly isLeft: () => Promise<boolean>;
}

interface Waiting<Task, Answer> {
  readonly task: Task;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Functions on AWS that do tasks: those that are given at the same time are one list, of which a map does them all. A list
 * is named after its content, so that whoever takes a pool up finds what came of it.
 */
export class MapPool<Task, Answer> implements TaskPool<Task, Answer> {
  readonly #request: MapPoolRequest<Task>;
  readonly #files: TaskFiles;
  readonly #ended = new AbortController();
  #isReady: Promise<void> | undefined;
  readonly #running = new Set<Promise<void>>();
  #waiting: Waiting<Task, Answer>[] = [];

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
      await this.#do(all);
    } catch (error) {
      for (const { reject } of all) reject(error);
    }
  }

  async #do(all: readonly Waiting<Task, Answer>[]): Promise<void> {
    const { setup, isResumed, onDone } = this.#request;
    this.#ended.signal.throwIfAborted();
    await (this.#isReady ??= this.#files.put(REMOTE_FILES.setup, pack(setup)));
    const tasks = pack(all.map(({ task }) => task));
    const list = createHash('sha256').update(tasks).digest('hex').slice(0, NAME_DIGITS);
    await this.#files.put(REMOTE_FILES.tasks(list), tasks);
    let open = [...all.keys()];
    for (let attempt = 1; open.length > 0; attempt++) {
      const isKnown = isResumed && (await this.#files.has(REMOTE_FILES.items(list, attempt)));
      let told = 0;
      const tell = (done: number) => {
        while (told < Math.min(done, open.length)) onDone(all[open[told++]!]!.task);
      };
      await this.#attempt(list, attempt, isKnown ? undefined : open, tell);
      let answered = 0;
      open = await notDone(open, async (place) => {
        const said = await this.#answer(list, place, isKnown);
        if (said === undefined) return false;
        tell(++answered);
        settle(all[place]!, said);
        return true;
      });
    }
  }

  /** @param open places of the tasks. Undefined for those of the attempt that was begun before */
  async #attempt(
    list: string,
    attempt: number,
    open: readonly number[] | undefined,
    onDone: (done: number) => void,
  ): Promise<void> {
    const { runs, prefix, name, isLeft } = this.#request;
    const items = REMOTE_FILES.items(list, attempt);
    if (open !== undefined) {
      const lines = open.map((task) => JSON.stringify({ prefix, list, task } satisfies TaskItem));
      await this.#files.put(items, lines.map((line) => `${line}\n`).join(''));
    }
    const { signal } = this.#ended;
    await runs.run(prefix + items, `${name}-${list}-${attempt}`, onDone, signal, isLeft);
  }

  /**
   * What came of a task.
   *
   * @param mayLack whether there may be no answer, and one that refuses does not count: what it was refused for may have
   *   been mended
   */
  async #answer(list: string, task: number, mayLack: boolean): Promise<Said<Answer> | undefined> {
    const name = REMOTE_FILES.answer(list, task);
    if (mayLack && !(await this.#files.has(name))) return undefined;
    const said = (await unpack(this.#files, name)) as Said<Answer>;
    return mayLack && 'failure' in said ? undefined : said;
  }
}

type Said<Answer> = Exclude<FromProcess<Answer>, { progress: number }>;

function settle<Answer>({ resolve, reject }: Waiting<unknown, Answer>, said: Said<Answer>): void {
  if ('failure' in said) reject(errorOf(said.failure));
  else resolve(said.answer);
}

/** Those, in their order, that are not done; some are tried at a time. */
async function notDone(
  places: readonly number[],
  isDone: (place: number) => Promise<boolean>,
): Promise<number[]> {
  const open: number[] = [];
  const left = places.values();
  const next = async () => {
    for (const place of left) if (!(await isDone(place))) open.push(place);
  };
  await Promise.all(Array.from({ length: READS }, next));
  return open.sort((one, other) => one - other);
}

/**
 * Peers side by side on one split. A contestant that fails is out, with its reason, and the others go on.
 */
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Dataset, Split } from '@lambda-forest/data';

import { PeerError } from './errors.ts';
import { readAnswers } from './exchange.ts';
import { PeerProcess } from './peers/peer-process.ts';
import type { Variant } from './peers/peer.ts';
import type { Run, Setting } from './results.ts';
import { scoreAnswers } from './score.ts';

const ANSWERS = 'answers.f64';

/** A dataset, its split, the folder that holds them for the peers, and the settings of the fit. */
export interface Task {
  readonly dataset: Dataset;
  readonly split: Split;
  readonly folder: string;
  readonly setting: Setting;
}

/** A variant that is measured on a table. */
export class Contestant {
  readonly variant: Variant;
  readonly depthCap: number | undefined;
  /** The reason, if it is out. */
  dropped: { readonly status: 'failed' | 'not run'; readonly reason: string } | undefined;
  #process: PeerProcess | undefined;

  constructor(variant: Variant, trainRows: number) {
    this.variant = variant;
    this.depthCap = variant.peer.depthCap?.(trainRows);
    const reason = variant.peer.refuses?.(trainRows);
    if (reason !== undefined) this.dropped = { status: 'not run', reason };
  }

  get label(): string {
    return `${this.variant.peer.name} at ${this.variant.threads}`;
  }

  /** Runs `work` with the running process; a {PeerError} in it ends the contestant. */
  async try<T>(work: (process: PeerProcess) => Promise<T>, limit: number): Promise<T | undefined> {
    if (this.dropped !== undefined) return undefined;
    try {
      this.#process ??= await PeerProcess.start(this.variant.peer, limit);
      return await work(this.#process);
    } catch (error) {
      if (!(error instanceof PeerError)) throw error;
      this.dropped = { status: 'failed', reason: error.message };
      this.kill();
      return undefined;
    }
  }

  /** Lets the process end; the next `try` starts another. */
  async close(): Promise<void> {
    await this.#process?.close();
    this.#process = undefined;
  }

  kill(): void {
    this.#process?.kill();
    this.#process = undefined;
  }

  /** One forest on the loaded split: fit, predict, score. */
  async run(process: PeerProcess, task: Task, seed: number): Promise<Run> {
    const answers = join(task.folder, ANSWERS);
    // The output of an earlier peer must not be taken for this one's.
    await rm(answers, { force: true });
    const seconds = await this.grow(process, task, seed);
    const score = scoreAnswers(task.dataset, task.split.test, await readAnswers(answers));
    return { ...seconds, score };
  }

  /** Fit and predict alone. */
  async grow(process: PeerProcess, task: Task, seed: number): Promise<Omit<Run, 'score'>> {
    const { trees, featuresPerSplit } = task.setting;
    const { threads } = this.variant;
    const maxDepth = this.depthCap ?? null;
    const fitSeconds = await process.fit({ trees, featuresPerSplit, maxDepth, seed, threads });
    const predictSeconds = await process.predict(join(task.folder, ANSWERS));
    return { seed, fitSeconds, predictSeconds };
  }
}

/** Lends a temporary folder to `work`. It is removed at the end, also if the program ends with `process.exit`. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lambda-forest-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    return await work(folder);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

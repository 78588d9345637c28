/**
 * Peers side by side on one table. A contestant that fails is out, with its reason, and the others go on.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { PeerError } from '../errors.ts';
import { readAnswers } from '../peers/exchange.ts';
import { PeerProcess } from '../peers/peer-process.ts';
import type { Variant } from '../peers/peer.ts';
import type { Outcome, Run } from './results.ts';
import { scoreAnswers } from './score.ts';
import type { Task } from './setting.ts';

const ANSWERS = 'answers.f64';

/** A task whose split a folder holds for the peers. */
export interface SharedTask extends Task {
  readonly folder: string;
}

/**
 * Runs `work` with a contestant for each variant. Their processes end with it.
 *
 * @param work returns the measurement of each contestant, in their order; undefined for one that is out
 * @param limit seconds that a peer may take to answer
 */
export async function contest<Measurement>(
  variants: readonly Variant[],
  trainRows: number,
  limit: number,
  work: (contestants: readonly Contestant[]) => Promise<readonly (Measurement | undefined)[]>,
): Promise<Outcome<Measurement>[]> {
  const contestants = variants.map((variant) => new Contestant(variant, trainRows, limit));
  try {
    const measurements = await work(contestants);
    return contestants.map((contestant, i) => contestant.outcome(measurements[i]));
  } finally {
    for (const contestant of contestants) contestant.kill();
  }
}

/** A variant that is measured on a table. */
export class Contestant {
  readonly depthCap: number | undefined;
  readonly #variant: Variant;
  readonly #limit: number;
  /** The reason, if it is out. */
  #dropped: { readonly status: 'failed' | 'not run'; readonly reason: string } | undefined;
  #process: PeerProcess | undefined;

  constructor(variant: Variant, trainRows: number, limit: number) {
    this.#variant = variant;
    this.#limit = limit;
    this.depthCap = variant.peer.depthCap?.(trainRows);
    const reason = variant.peer.refuses?.(trainRows);
    if (reason !== undefined) this.#dropped = { status: 'not run', reason };
  }

  get label(): string {
    return `${this.#variant.peer.name} at ${this.#variant.threads}`;
  }

  /** Runs `work` with the running process; a {PeerError} in it ends the contestant. */
  async try<T>(work: (process: PeerProcess) => Promise<T>): Promise<T | undefined> {
    if (this.#dropped !== undefined) return undefined;
    try {
      this.#process ??= await PeerProcess.start(this.#variant.peer, this.#limit);
      return await work(this.#process);
    } catch (error) {
      if (!(error instanceof PeerError)) throw error;
      this.#dropped = { status: 'failed', reason: error.message };
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
  async run(process: PeerProcess, task: SharedTask, seed: number): Promise<Run> {
    const answers = join(task.folder, ANSWERS);
    // The output of an earlier peer must not be taken for this one's.
    await rm(answers, { force: true });
    const seconds = await this.grow(process, task, seed);
    const score = scoreAnswers(task.dataset, task.split.test, await readAnswers(answers));
    return { ...seconds, score };
  }

  /** Fit and predict alone. */
  async grow(process: PeerProcess, task: SharedTask, seed: number): Promise<Omit<Run, 'score'>> {
    const { learner, trees, featuresPerSplit } = task.setting;
    const { threads } = this.#variant;
    const maxDepth = this.depthCap ?? null;
    const fitSeconds = await process.fit({
      learner,
      trees,
      featuresPerSplit,
      maxDepth,
      seed,
      threads,
    });
    const predictSeconds = await process.predict(join(task.folder, ANSWERS));
    return { seed, fitSeconds, predictSeconds };
  }

  outcome<Measurement>(measurement: Measurement | undefined): Outcome<Measurement> {
    const { peer, threads } = this.#variant;
    const who = { peer: peer.name, threads };
    if (this.#dropped !== undefined) return { ...who, ...this.#dropped };
    if (measurement !== undefined) return { ...who, status: 'measured', measurement };
    throw new TypeError(`Found no measurement of ${this.label}, expected one or a reason.`);
  }
}

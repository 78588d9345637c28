/** A stage that trains on tables of S3: what its parts say to each other. */
import type { InputStore } from '@lambda-forest/scale';

import type { S3Output } from './s3-output.ts';

/** A line of the list that the map of the state machine reads, and what each of its functions is called with. */
export interface TaskItem {
  /** In the stage's bucket for temporary data, below `TRAINING_PREFIX`: ends with a slash. */
  readonly prefix: string;
  /** The name of the list. */
  readonly list: string;
  /** The place of the task in it. */
  readonly task: number;
}

/** The input of an execution: where its list is. */
export interface TaskList {
  readonly bucket: string;
  readonly key: string;
}

/** What the state machine that trains may read and write of the bucket for temporary data. */
export const TRAINING_PREFIX = 'training/';

/** The name of the state machine that trains, beside the stack that scores files. */
export function trainingName(batchName: string): string {
  return `${batchName}-training`;
}

/** A stage as it is configured. */
export interface TrainingStage {
  /** Where the table is, `s3://BUCKET/PREFIX/`: all files below it, or a file of that name. */
  readonly data: string;
  /** The files, read from here. */
  readonly files: InputStore;
  /** Functions at a time. */
  readonly concurrency: number;
  /** Of a function. */
  readonly memoryMb: number;
  readonly ask: (question: string) => Promise<string>;
  /** What it takes and costs, and what that assumes: a line each. */
  readonly estimate: (work: TrainingWork) => TrainingEstimate;
  /** What is deployed. */
  readonly reach: () => Promise<TaskRuns>;
}

export interface TrainingEstimate {
  readonly seconds: number;
  /** US dollars. */
  readonly dollars: number;
  /** The two of them. */
  readonly line: string;
  readonly assumptions: readonly string[];
}

/** What training on a table takes. */
export interface TrainingWork {
  readonly files: number;
  readonly pieces: number;
  /** Of all files. */
  readonly bytes: number;
  /** All that are grown, those of folds included. */
  readonly trees: number;
  /** How many forests these are of. */
  readonly fits: number;
  /** Functions that grow each of them. */
  readonly shares: number;
  /** Each tree reads one of so many parts of the rows. */
  readonly shards: number;
}

/** Where tasks, answers and tables are, while they are needed. */
export type TaskFiles = Pick<S3Output, 'has' | 'open' | 'put' | 'read'>;

/** What does lists of tasks, each task in a function. */
export interface TaskRuns {
  /** Differs once other functions are deployed. */
  readonly deployment: string;
  /** Temporary data below a prefix, which begins with `TRAINING_PREFIX`. */
  readonly files: (prefix: string) => TaskFiles;
  /**
   * Waits until all tasks of a list are done. One of the same name that is being done is followed, and one that is over
   * stays as it is, whatever came of it.
   *
   * @param key of the list, a `TaskItem` a line
   * @param name tells the lists apart: letters, digits and dashes, at most 80
   * @param signal ends the waiting
   * @param isLeft whether the tasks then go on; else they end, too
   * @throws {LambdaForestError} if that has failed
   */
  readonly run: (
    key: string,
    name: string,
    onProgress: (done: number) => void,
    signal: AbortSignal,
    isLeft: () => Promise<boolean>,
  ) => Promise<void>;
}

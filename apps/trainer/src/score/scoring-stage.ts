import type { Shell } from '@lambda-forest/cli';
import type { InputStore, RunSpec } from '@lambda-forest/scale';

/** What this command needs of a stage that scores files of S3; apps/deploy has it. */
export interface ScoringStage {
  /** Where the files are: `s3://BUCKET/PREFIX/`. */
  readonly input: string;
  /** Where the answers go, if it was given: likewise. */
  readonly output: string | undefined;
  /** The files, read from here. */
  readonly files: InputStore;
  readonly estimate: (work: StageWork) => StageEstimate;
  readonly ask: (question: string) => Promise<string>;
  /** What is deployed; refuses another model than this one. */
  readonly reach: (model: RunSpec['model']) => Promise<Executions>;
}

export type LoadScoringStage = (
  options: {
    readonly stage: string;
    /** Default: the workspace's. */
    readonly config: string | undefined;
    readonly model: { readonly name: string; readonly version: undefined };
    readonly input: string;
    readonly output: string | undefined;
  },
  shell: Shell,
) => Promise<ScoringStage>;

/** What is to be scored. */
interface StageWork {
  readonly files: number;
  readonly pieces: number;
  /** Of all files. */
  readonly bytes: number;
  readonly rows: number;
  /** That scoring all takes: on a whole core, or in the functions. */
  readonly seconds: { readonly core: number } | { readonly functions: number };
  /** Of all parts. */
  readonly answerBytes: number;
}

export interface StageEstimate {
  readonly figures: {
    readonly calls: number;
    readonly atOnce: number;
    /** From the start to the manifest. */
    readonly seconds: number;
  };
  readonly costLine: string;
  readonly perSizeLine: string;
  readonly assumptions: readonly string[];
}

/** The runs of a stage, each an execution of its state machine. */
export interface Executions {
  /** The one that writes to an output just now. */
  readonly running: (
    output: string,
  ) => Promise<{ readonly arn: string; readonly input: { readonly spec: RunSpec } } | undefined>;
  /** @param attempt tells those of an output apart: letters, digits and dashes, at most 40 */
  readonly start: (
    input: { readonly spec: RunSpec; readonly output: string; readonly isResumed: boolean },
    attempt: string,
  ) => Promise<string>;
  /** @param signal ends the waiting, not the execution */
  readonly follow: (
    arn: string,
    onProgress: (progress: {
      /** From 1: pieces that were lost, or began within quotes, are scored again in the next one. */
      readonly round: number;
      /** Pieces. */
      readonly done: number;
      readonly total: number;
    }) => void,
    signal: AbortSignal,
  ) => Promise<void>;
  readonly stop: (arn: string) => Promise<void>;
  /** The text of the manifest of a run that is over. */
  readonly manifest: (output: string) => Promise<string>;
}

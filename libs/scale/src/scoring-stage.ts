import type { Dollars } from './cost/usage.ts';
import type { RunSpec } from './run-spec.ts';
import type { InputStore } from './store.ts';

/** A stage that scores files of S3, as it is configured. */
export interface ScoringStage {
  /** Where the files are: `s3://BUCKET/PREFIX/`. */
  readonly input: string;
  /** Where the answers go, if it is given: likewise. */
  readonly output: string | undefined;
  /** The files, read from here. */
  readonly files: InputStore;
  /** What a run takes and costs, and how that is said. */
  readonly estimate: (work: StageWork) => StageEstimate;
  /** How what a run has cost is said. */
  readonly costLine: (dollars: Dollars) => string;
  readonly ask: (question: string) => Promise<string>;
  /**
   * What is deployed.
   *
   * @throws {LambdaForestError} without credentials, for another model than this one, if nothing is deployed that scores
   *   files, or if AWS refuses
   */
  readonly reach: (model: RunSpec['model']) => Promise<StageRuns>;
}

/** What is to be scored. */
interface StageWork {
  readonly files: number;
  readonly pieces: number;
  /** Of all files. */
  readonly bytes: number;
  /** Of all files. */
  readonly rows: number;
  /** That scoring all takes on a whole core. */
  readonly coreSeconds: number;
  /** Of all parts. */
  readonly answerBytes: number;
}

interface StageEstimate {
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

/** What a run on a stage is started with. */
export interface StageRun {
  readonly spec: RunSpec;
  /** `s3://BUCKET/PREFIX/` */
  readonly output: string;
  readonly isResumed: boolean;
}

/** How far a round of a run is. */
export interface RoundProgress {
  /** From 1: pieces that were lost, or began within quotes, are scored again in the next one. */
  readonly round: number;
  /** Pieces. */
  readonly done: number;
  readonly total: number;
}

/** The runs of a stage, each an execution of its state machine. */
export interface StageRuns {
  /** The one that writes to an output just now. */
  readonly running: (
    output: string,
  ) => Promise<{ readonly arn: string; readonly input: StageRun } | undefined>;
  /** Of two that take up one run at the same time, both are given the same one. @returns its ARN */
  readonly start: (run: StageRun) => Promise<string>;
  /** @param signal ends the waiting, not the execution */
  readonly follow: (
    arn: string,
    onProgress: (progress: RoundProgress) => void,
    signal: AbortSignal,
  ) => Promise<void>;
  readonly stop: (arn: string) => Promise<void>;
  /** The text of the manifest of a run that is over. */
  readonly manifest: (output: string) => Promise<string>;
}

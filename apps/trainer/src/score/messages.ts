/** What a run and the processes that score its pieces say to each other. */
import { LambdaForestError } from '@lambda-forest/text';
import type { Piece, Receipt, RunSpec } from '@lambda-forest/scale';

/** Said first, once. */
export interface Setup {
  readonly spec: RunSpec;
  /** The model's file. */
  readonly model: Uint8Array;
  /** The folder that the keys of the pieces are below. */
  readonly root: string;
  readonly output: string;
}

export type ToWorker = { readonly setup: Setup } | { readonly piece: Piece };

export type FromWorker =
  { readonly bytes: number } | { readonly receipt: Receipt } | { readonly failure: Failure };

/** An error on its way to another process. */
export interface Failure {
  readonly text: string;
  /** Of an error that is thrown on purpose. */
  readonly known?: { readonly code: string; readonly problem: string; readonly remedy: string };
}

export function describeFailure(error: unknown): Failure {
  if (!(error instanceof LambdaForestError)) {
    return { text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  const { code, problem, remedy, message } = error;
  return { text: message, known: { code, problem, remedy } };
}

export function errorOf({ text, known }: Failure): Error {
  if (known === undefined) return new Error(text);
  return new LambdaForestError(known.code, known.problem, { remedy: known.remedy });
}

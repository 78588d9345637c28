/** What a program and the processes that do its tasks say to each other. */
import { LambdaForestError } from '@lambda-forest/text';

/** The setup is said first, once. */
export type ToProcess<Setup, Task> = { readonly setup: Setup } | { readonly task: Task };

export type FromProcess<Answer> = { readonly progress: number } | Outcome<Answer>;
type Outcome<Answer> = { readonly answer: Answer } | { readonly failure: Failure };

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

/** What an error says besides the problem itself. */
export interface ErrorDetails {
  /** How to fix it: one sentence in the imperative, shown after the problem. */
  readonly remedy: string;
  /** The error that led to this one, kept for logs and never shown to a client. */
  readonly cause?: unknown;
}

/**
 * The base of every error that this product throws on purpose.
 *
 * A problem names what was found and what was expected; the remedy says how to fix it. Both together
 * are the `message`, one readable line. An error that does not extend this class is a defect of ours.
 *
 * ```ts
 * export class ModelNotFoundError extends LambdaForestError {
 *   constructor(location: string) {
 *     super('MODEL_NOT_FOUND', `Found no model file at ${location}.`, {
 *       remedy: 'Train one with "npx lambda-forest train".',
 *     });
 *   }
 * }
 * ```
 */
export class LambdaForestError extends Error {
  /** Stable, upper-case, underscores: what programs compare (messages may change). */
  readonly code: string;
  /** What was found and expected: `message` without the remedy. */
  readonly problem: string;
  /** How to fix it. Already part of `message`. */
  readonly remedy: string;

  constructor(code: string, problem: string, details: ErrorDetails) {
    // Without a cause there is no `cause` property at all, or consoles would print one that is undefined.
    super(`${problem} ${details.remedy}`, details.cause === undefined ? {} : details);
    this.name = new.target.name;
    this.code = code;
    this.problem = problem;
    this.remedy = details.remedy;
  }
}

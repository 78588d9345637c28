import { LambdaForestError, option, printable } from '@lambda-forest/text';

/** Thrown for a file of another library that is damaged, or holds what a model of ours cannot say. */
export class ForeignModelError extends LambdaForestError {
  static override readonly name = 'ForeignModelError';

  /** @param problem what was found and what was expected, one sentence; it may have any text of the file */
  constructor(problem: string, remedy: string, cause?: unknown) {
    super('FOREIGN_MODEL_UNUSABLE', printable(problem), { remedy, cause });
  }
}

/** Thrown for a model of ours that another format cannot say. */
export class UnsayableModelError extends LambdaForestError {
  static override readonly name = 'UnsayableModelError';

  /** @param problem what was found and what the format lacks, one sentence */
  constructor(problem: string, remedy: string) {
    super('MODEL_UNSAYABLE', problem, { remedy });
  }
}

/**
 * Of bytes that no library has written so.
 *
 * @param problem what was found, one sentence; where it does not say what was expected, that is what its library writes
 */
export function damaged(problem: string, cause?: unknown): ForeignModelError {
  const isWhole = problem.includes(' expected ');
  return new ForeignModelError(
    isWhole ? problem : `${problem.replace(/\.$/, '')}, expected what its library writes.`,
    'Save the model again with the library that made it.',
    cause,
  );
}

/** Of a model whose training ended before its first tree. */
export function withoutTrees(): ForeignModelError {
  return new ForeignModelError(
    'Found a model without a tree, expected at least one.',
    'Train it for one round or more.',
  );
}

/** Of a model whose training did not stop early, when that is asked for. */
export function withoutBest(): ForeignModelError {
  return new ForeignModelError(
    'Found no best iteration in the model, expected the one to cut it at.',
    `Leave ${option('rounds')} out.`,
  );
}

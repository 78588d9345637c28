import { LambdaForestError } from '@lambda-forest/text';

/** Thrown for a file whose rows cannot be read at all: another header, an unclosed quote, no JSON. */
export class ScoringInputError extends LambdaForestError {
  constructor(problem: string, remedy: string, cause?: unknown) {
    super('SCORING_INPUT', problem, { remedy, ...(cause === undefined ? {} : { cause }) });
  }
}

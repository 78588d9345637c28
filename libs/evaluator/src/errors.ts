import { LambdaForestError } from '@lambda-forest/text';

/** Thrown by every metric for truth, scores or predictions that cannot be compared. */
export class EvaluationInputError extends LambdaForestError {
  constructor(problem: string) {
    super('EVALUATION_INPUT_INVALID', problem, {
      remedy: 'Score the same rows that the truth was taken from, with one column per class.',
    });
  }
}

import { count, LambdaForestError } from '@lambda-forest/text';

/** Thrown at the end of a campaign in which inputs were neither read nor refused as they should be. */
export class InputsFailedError extends LambdaForestError {
  constructor(failures: number) {
    super('INPUTS_FAILED', `Found ${count(failures, 'input')} that failed, expected none.`, {
      remedy: 'Repeat one with --only and the same --seed.',
    });
  }
}

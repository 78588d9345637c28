import { LambdaForestError } from '@lambda-forest/text';

/** Thrown when a step before a command failed; what failed has printed why. */
export class PreparationError extends LambdaForestError {
  constructor(problem: string, remedy: string) {
    super('BUILD_FAILED', `Found that ${problem}, expected it to end well.`, { remedy });
  }
}

import { LambdaForestError } from '@lambda-forest/text';

/** Thrown for a command line that does not say what to do: the user's mistake, before any work. */
export class UsageError extends LambdaForestError {
  constructor(problem: string, remedy: string) {
    super('USAGE', problem, { remedy });
  }
}

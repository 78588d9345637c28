import { LambdaForestError } from '@lambda-forest/text';

/** Thrown at start for an environment that cannot be meant. Names every variable that is wrong. */
export class ConfigurationError extends LambdaForestError {
  static override readonly name = 'ConfigurationError';

  constructor(problems: readonly string[]) {
    super('CONFIGURATION_INVALID', problems.join(' '), {
      remedy: 'Correct the environment of the function.',
    });
  }
}

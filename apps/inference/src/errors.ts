import { LambdaForestError } from '@lambda-forest/text';

/** Thrown for an event that asks for nothing of this service, such as a queue's: the invocation then fails. */
export class ForeignEventError extends LambdaForestError {
  static override readonly name = 'ForeignEventError';

  /** @param kind whose event it is, or the names of its members */
  constructor(kind: string) {
    super('EVENT_UNKNOWN', `Found an event (${kind}), expected HTTP or a prediction.`, {
      remedy: 'Send "features" or "instances".',
    });
  }
}

/** Thrown at start for invalid environment variables. Names all of them. */
export class ConfigurationError extends LambdaForestError {
  static override readonly name = 'ConfigurationError';

  constructor(problems: readonly string[]) {
    super('CONFIGURATION_INVALID', problems.join(' '), {
      remedy: 'Correct it.',
    });
  }
}

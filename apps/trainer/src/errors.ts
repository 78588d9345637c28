import { LambdaForestError } from '@lambda-forest/errors';

/** Thrown when the forest is less accurate than the user asked for: nothing is written then. */
export class QualityGateError extends LambdaForestError {
  constructor(accuracy: number, minimum: number) {
    super(
      'QUALITY_TOO_LOW',
      `Found a test accuracy of ${accuracy.toFixed(4)}, expected at least ${minimum} as --min-accuracy says; nothing was written.`,
      { remedy: 'Add data or trees, or lower --min-accuracy.' },
    );
  }
}

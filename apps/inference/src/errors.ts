import { LambdaForestError } from '@lambda-forest/errors';

/** Thrown at start for an environment that cannot be meant. Names every variable that is wrong. */
export class ConfigurationError extends LambdaForestError {
  constructor(problems: readonly string[]) {
    super('CONFIGURATION_INVALID', problems.join(' '), {
      remedy: 'Correct the environment of the function.',
    });
  }
}

/** Thrown when the package for Lambda is larger than Lambda takes. */
export class PackageTooLargeError extends LambdaForestError {
  /**
   * @param bytes the package's size
   * @param limit what Lambda takes, in bytes
   */
  constructor(bytes: number, limit: number) {
    super(
      'PACKAGE_TOO_LARGE',
      `Found a package of ${bytes.toLocaleString('en-US')} bytes, expected at most ${limit.toLocaleString('en-US')}.`,
      { remedy: 'Train a smaller forest: fewer trees, or --min-samples-leaf.' },
    );
  }
}

import { LambdaForestError } from '@lambda-forest/text';

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
   * @param bytes the package's size, unpacked
   * @param limit what Lambda takes of this kind, in bytes
   * @param packaging the kind; where an image would have been possible, the remedy says so
   */
  constructor(bytes: number, limit: number, packaging: 'zip' | 'image') {
    const group = (count: number) => count.toLocaleString('en-US');
    super(
      'PACKAGE_TOO_LARGE',
      `Found a package of ${group(bytes)} bytes unpacked, expected at most ${group(limit)} for packaging "${packaging}".`,
      {
        remedy:
          packaging === 'zip'
            ? "Train a smaller forest (fewer trees, or --min-samples-leaf), or package it with --packaging=image and write packaging: 'image' for the stage in deploy.config.ts."
            : 'Train a smaller forest: fewer trees, or --min-samples-leaf.',
      },
    );
  }
}

import { LambdaForestError } from '@lambda-forest/text';

/** Thrown when there is no built bundle to package or serve. */
export class BuildNotFoundError extends LambdaForestError {
  constructor(path: string, cause?: unknown) {
    super('BUILD_NOT_FOUND', `Found no bundle at ${path}, expected one.`, {
      remedy: 'Build it with "nx run inference:build".',
      cause,
    });
  }
}

/** Thrown when another program listens at the port already, or this one may not. */
export class PortTakenError extends LambdaForestError {
  constructor(port: number, cause: unknown) {
    super('PORT_TAKEN', `Found port ${port} taken or forbidden, expected a free one.`, {
      remedy: 'Choose another with --port, or --port=0 for any that is free.',
      cause,
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

import { formatInteger, LambdaForestError } from '@lambda-forest/text';

import { MAX_UNPACKED_BYTES } from './limits.ts';
import type { Packaging } from './limits.ts';

/** Thrown when a package is larger than Lambda takes. */
export class PackageTooLargeError extends LambdaForestError {
  /** @param toImage how to do without a zip, as the end of a sentence */
  constructor(packaging: Packaging, unpackedBytes: number, toImage: string) {
    const [found, limit] = [unpackedBytes, MAX_UNPACKED_BYTES[packaging]].map((bytes) =>
      formatInteger(bytes),
    );
    super(
      'PACKAGE_TOO_LARGE',
      `Found a package of ${found} bytes unpacked, expected at most ${limit} for packaging "${packaging}".`,
      {
        remedy: `Train a smaller forest (fewer trees, or more samples in a leaf)${packaging === 'zip' ? `, or ${toImage}` : ''}.`,
      },
    );
  }
}

/**
 * @param unpackedBytes of all files of the package
 * @param toImage how to do without a zip, as the end of a sentence
 * @throws {PackageTooLargeError} for what Lambda would refuse
 */
export function requireDeployable(
  packaging: Packaging,
  unpackedBytes: number,
  toImage: string,
): void {
  if (unpackedBytes > MAX_UNPACKED_BYTES[packaging]) {
    throw new PackageTooLargeError(packaging, unpackedBytes, toImage);
  }
}

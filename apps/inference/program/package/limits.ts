import { PackageTooLargeError } from '../errors.ts';

/** How the package gets to Lambda: as the zip itself, or as a container image that is built from it. */
export type Packaging = 'zip' | 'image';

/**
 * What Lambda takes of each, bytes unpacked. Lambda's 50 MB for the zip itself hold only where it is sent in the
 * request; `apps/deploy` uploads it to S3. AWS's base image counts with the 10 GiB of an image; the largest model
 * file is 256 MiB, so that there is room for both.
 */
export const MAX_UNPACKED_BYTES = {
  zip: 262_144_000,
  image: 10_737_418_240,
} as const satisfies Record<Packaging, number>;

/** @throws {PackageTooLargeError} for what Lambda would refuse */
export function requireDeployable(packaging: Packaging, unpackedBytes: number): void {
  const limit = MAX_UNPACKED_BYTES[packaging];
  if (unpackedBytes > limit) throw new PackageTooLargeError(unpackedBytes, limit, packaging);
}

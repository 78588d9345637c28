import { PackageTooLargeError } from '../../errors.ts';

/** What Lambda takes as a zip that is uploaded directly: 50 MB. */
export const MAX_ZIP_BYTES = 52_428_800;

/** What Lambda takes unpacked: 250 MB. */
export const MAX_UNPACKED_BYTES = 262_144_000;

/** @throws {PackageTooLargeError} for what Lambda would refuse */
export function requireDeployable(zipBytes: number, unpackedBytes: number): void {
  if (unpackedBytes > MAX_UNPACKED_BYTES) {
    throw new PackageTooLargeError(unpackedBytes, MAX_UNPACKED_BYTES);
  }
  if (zipBytes > MAX_ZIP_BYTES) throw new PackageTooLargeError(zipBytes, MAX_ZIP_BYTES);
}

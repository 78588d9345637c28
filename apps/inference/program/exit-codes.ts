import { PackageTooLargeError } from '@lambda-forest/api';
import {
  LatestVersionError,
  ModelReferenceError,
  UnknownModelError,
} from '@lambda-forest/artifacts';
import { UsageError } from '@lambda-forest/cli';
import {
  ModelCorruptedError,
  ModelNotFoundError,
  ModelVersionError,
} from '@lambda-forest/serializer';

import { BuildNotFoundError, MetadataError, PortTakenError } from './errors.ts';

/** What the exit codes of `package` and `serve` mean. */
export const EXIT_CODES = {
  /** Packaged, or served until it was told to stop. */
  ok: 0,
  /** A defect of ours, or the machine's: the error is printed whole. */
  internal: 1,
  /** The command line cannot be followed, or the model or the build that it means is not there. */
  usage: 2,
  /** The package is larger than Lambda takes. */
  tooLarge: 3,
  /** Serving, told to stop a second time while it answered what was under way. */
  stopped: 130,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

const USAGE_ERRORS = [
  UsageError,
  ModelReferenceError,
  LatestVersionError,
  UnknownModelError,
  ModelNotFoundError,
  ModelCorruptedError,
  ModelVersionError,
  BuildNotFoundError,
  MetadataError,
  PortTakenError,
];

/** The one place where errors become exit codes. */
export function exitCodeOf(error: unknown): ExitCode {
  if (USAGE_ERRORS.some((kind) => error instanceof kind)) return EXIT_CODES.usage;
  if (error instanceof PackageTooLargeError) return EXIT_CODES.tooLarge;
  return EXIT_CODES.internal;
}

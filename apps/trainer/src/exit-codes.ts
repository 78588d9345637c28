import { UsageError } from '@lambda-forest/cli';
import { DataValidationError } from '@lambda-forest/data';
import {
  InvalidOptionError,
  TrainingCancelledError,
  TrainingInputError,
  UnknownEngineError,
  UnsupportedOptionError,
} from '@lambda-forest/training';

import { QualityGateError } from './errors.ts';

/** What the trainer's exit codes mean. A program that failed has written nothing. */
export const EXIT_CODES = {
  /** The model and what belongs to it are written. */
  ok: 0,
  /** A defect of ours, or the machine's: the error is printed whole. */
  internal: 1,
  /** The command line cannot be followed, or the data file it names not be read. */
  usage: 2,
  /** The table was read and cannot be learned from. */
  data: 3,
  /** The forest is less accurate than `--min-accuracy` asks. */
  quality: 4,
  /** Stopped by Ctrl-C or a termination signal. */
  cancelled: 130,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** The one place where errors become exit codes. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof UsageError) return EXIT_CODES.usage;
  if (error instanceof InvalidOptionError) return EXIT_CODES.usage;
  if (error instanceof UnknownEngineError) return EXIT_CODES.usage;
  if (error instanceof UnsupportedOptionError) return EXIT_CODES.usage;
  if (error instanceof DataValidationError) return EXIT_CODES.data;
  if (error instanceof TrainingInputError) return EXIT_CODES.data;
  if (error instanceof QualityGateError) return EXIT_CODES.quality;
  if (error instanceof TrainingCancelledError) return EXIT_CODES.cancelled;
  return EXIT_CODES.internal;
}

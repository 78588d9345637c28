import {
  LatestVersionError,
  ModelReferenceError,
  UnknownModelError,
} from '@lambda-forest/artifacts';
import { UsageError } from '@lambda-forest/cli';
import { DataValidationError } from '@lambda-forest/table';
import { ModelCorruptedError, ModelVersionError } from '@lambda-forest/serializer';
import {
  InvalidOptionError,
  TrainingCancelledError,
  TrainingInputError,
  UnknownEngineError,
  UnsupportedOptionError,
} from '@lambda-forest/training';

import {
  HeldOutRowsError,
  IncomparableModelsError,
  QualityGateError,
  ReadingCancelledError,
  RowsFailedError,
} from './errors.ts';

/** What the trainer's exit codes mean. A program that failed has written nothing, but where it says so. */
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
  /** All is written, but some rows do not fit the model and have no prediction. */
  rows: 5,
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
  if (error instanceof ModelReferenceError) return EXIT_CODES.usage;
  if (error instanceof LatestVersionError) return EXIT_CODES.usage;
  if (error instanceof UnknownModelError) return EXIT_CODES.usage;
  if (error instanceof IncomparableModelsError) return EXIT_CODES.usage;
  if (error instanceof HeldOutRowsError) return EXIT_CODES.usage;
  if (error instanceof ModelCorruptedError) return EXIT_CODES.data;
  if (error instanceof ModelVersionError) return EXIT_CODES.data;
  if (error instanceof RowsFailedError) return EXIT_CODES.rows;
  if (error instanceof QualityGateError) return EXIT_CODES.quality;
  if (error instanceof ReadingCancelledError) return EXIT_CODES.cancelled;
  if (error instanceof TrainingCancelledError) return EXIT_CODES.cancelled;
  return EXIT_CODES.internal;
}

import { LambdaForestError } from '@lambda-forest/text';

/** A defect of ours, or the machine's: the error is printed whole. */
const DEFECT = 1;

/** Stopped by Ctrl-C or a termination signal. */
export const STOPPED = 130;

/**
 * What a program ends with, by the code of the error that ended it. A command may give a code another meaning, and
 * says so in its `--help`. An error without a code, or with one that is not here, is a defect;
 * apps/cli/test/exit-codes.test.ts finds every code of the workspace that is missing.
 */
export const EXIT_CODES: Readonly<Record<string, number>> = {
  // The command line, the configuration, or a file or model that it names.
  USAGE: 2,
  OPTION_INVALID: 2,
  OPTION_UNSUPPORTED: 2,
  ENGINE_UNKNOWN: 2,
  MODEL_REFERENCE: 2,
  MODEL_UNKNOWN: 2,
  MODEL_NOT_FOUND: 2,
  LATEST_VERSION: 2,
  MODELS_INCOMPARABLE: 2,
  HELD_OUT_ROWS_UNKNOWN: 2,
  BUILD_FAILED: 2,
  BUILD_NOT_FOUND: 2,
  METADATA_INVALID: 2,
  PORT_TAKEN: 2,
  SERVICE_REFUSED: 2,
  DEPLOY_CONFIG_INVALID: 2,
  STAGE_NOT_FOUND: 2,
  DOCKER_UNAVAILABLE: 2,
  PACKAGE_UNUSABLE: 2,
  PACKAGE_TOO_LARGE: 2,
  STACK_RULE_BROKEN: 2,
  OUTPUT_TAKEN: 2,
  NOTHING_TO_SCORE: 2,
  TOO_MANY_PIECES: 2,
  FILE_DAMAGED: 2,
  LOCATION_INVALID: 2,
  MODEL_DIFFERS: 2,

  // Data or a model that was read and cannot be used; credentials that AWS does not accept.
  DATA_INVALID: 3,
  TRAINING_INPUT_INVALID: 3,
  MODEL_CORRUPTED: 3,
  MODEL_VERSION_UNSUPPORTED: 3,
  FOREIGN_MODEL_UNUSABLE: 3,
  INPUT_CHANGED: 3,
  MODEL_UNSAYABLE: 3,
  AWS_CREDENTIALS: 3,

  // Below what was asked for; refused or rolled back by AWS.
  QUALITY_TOO_LOW: 4,
  PREDICTIONS_DIFFER: 4,
  ACCESS_REFUSED: 4,
  DEPLOYMENT_FAILED: 4,
  SCORING_FAILED: 4,
  TRAINING_FAILED: 4,

  // Done, but rows have no prediction; a service that does not answer as it must.
  ROWS_FAILED: 5,
  SMOKE_TEST_FAILED: 5,

  NOT_CONFIRMED: 6,

  // Not the user's mistake: code that hands a library what it does not take, or an error that only the service has,
  // which answers a client with it.
  EVALUATION_INPUT_INVALID: DEFECT,
  FOREST_INVALID: DEFECT,
  HISTOGRAM_INPUT_INVALID: DEFECT,
  MODEL_INVALID: DEFECT,
  MODEL_NOT_TRAINED: DEFECT,
  SCHEMA_INVALID: DEFECT,
  CONFIGURATION_INVALID: DEFECT,
  EVENT_UNKNOWN: DEFECT,
  INPUT_INVALID: DEFECT,

  // Ended from outside.
  WORKER_LOST: DEFECT,
  RUN_UNSETTLED: DEFECT,

  READING_CANCELLED: STOPPED,
  SCORING_CANCELLED: STOPPED,
  TRAINING_CANCELLED: STOPPED,
};

/** @param own exit codes by error code that the command gives another meaning */
export function exitCodeOf(error: unknown, own: Readonly<Record<string, number>> = {}): number {
  if (!(error instanceof LambdaForestError)) return DEFECT;
  return own[error.code] ?? EXIT_CODES[error.code] ?? DEFECT;
}

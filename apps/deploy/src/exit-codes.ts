import { PackageTooLargeError } from '@lambda-forest/api';
import { ModelReferenceError, UnknownModelError } from '@lambda-forest/artifacts';
import { UsageError } from '@lambda-forest/cli';

import {
  AWSCredentialsError,
  DeployConfigError,
  DeploymentError,
  DockerError,
  NotConfirmedError,
  PackageError,
  SmokeTestError,
  StackRuleError,
  StageNotFoundError,
} from './errors.ts';

/** What the program's exit codes mean. */
export const EXIT_CODES = {
  /** Done. */
  ok: 0,
  /** A defect of ours, or the machine's: the error is printed whole. */
  internal: 1,
  /** The command line, the configuration or the package cannot be followed; AWS was not asked. */
  usage: 2,
  /** AWS does not accept the credentials, or there are none. */
  credentials: 3,
  /** AWS refused, rolled back, or did not answer. */
  deployment: 4,
  /** The service does not answer as it must. */
  smoke: 5,
  /** A person said no, or nobody was there to say yes. */
  notConfirmed: 6,
  /** Stopped by Ctrl-C or a termination signal. What CloudFormation was doing goes on. */
  stopped: 130,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** The one place where errors become exit codes. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof UsageError) return EXIT_CODES.usage;
  if (error instanceof ModelReferenceError) return EXIT_CODES.usage;
  if (error instanceof DeployConfigError) return EXIT_CODES.usage;
  if (error instanceof StageNotFoundError) return EXIT_CODES.usage;
  if (error instanceof DockerError) return EXIT_CODES.usage;
  if (error instanceof UnknownModelError) return EXIT_CODES.usage;
  if (error instanceof PackageError) return EXIT_CODES.usage;
  if (error instanceof PackageTooLargeError) return EXIT_CODES.usage;
  if (error instanceof StackRuleError) return EXIT_CODES.usage;
  if (error instanceof AWSCredentialsError) return EXIT_CODES.credentials;
  if (error instanceof DeploymentError) return EXIT_CODES.deployment;
  if (error instanceof SmokeTestError) return EXIT_CODES.smoke;
  if (error instanceof NotConfirmedError) return EXIT_CODES.notConfirmed;
  return EXIT_CODES.internal;
}

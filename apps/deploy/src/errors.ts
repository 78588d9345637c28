import { LambdaForestError } from '@lambda-forest/errors';

/** Thrown before anything is deployed, when AWS does not say who we are. */
export class AWSCredentialsError extends LambdaForestError {
  /** @param cause what AWS answered, for the log */
  constructor(cause?: unknown) {
    super('AWS_CREDENTIALS', 'Found no AWS credentials that work, expected some.', {
      remedy: 'Configure them with "aws configure sso", or set AWS_PROFILE.',
      cause,
    });
  }
}

/** Thrown when AWS refuses or rolls back what was to be deployed, rolled back or removed. */
export class DeploymentError extends LambdaForestError {
  /**
   * @param problem what was found and what was expected
   * @param remedy how to fix it
   * @param cause what AWS answered, for the log
   */
  constructor(problem: string, remedy: string, cause?: unknown) {
    super('DEPLOYMENT_FAILED', problem, { remedy, cause });
  }
}

import { LambdaForestError, nearestName } from '@lambda-forest/text';

/** Thrown before anything is deployed, when AWS does not say who we are. */
export class AWSCredentialsError extends LambdaForestError {
  /** @param cause what AWS answered, for the log; its name is part of the message */
  constructor(cause?: unknown) {
    const said = cause instanceof Error && cause.name !== 'Error' ? ` (${cause.name})` : '';
    super('AWS_CREDENTIALS', `Found no AWS credentials that work${said}, expected some.`, {
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

/** Thrown before anything else for a configuration file that cannot be meant. Names every mistake. */
export class DeployConfigError extends LambdaForestError {
  /**
   * @param file the file's name
   * @param mistakes each as "found ..., expected ...", without a full stop
   * @param cause what was thrown while the file was read, if that was it
   */
  constructor(file: string, mistakes: readonly string[], cause?: unknown) {
    super('DEPLOY_CONFIG_INVALID', `In ${file}: ${mistakes.join('; ')}.`, {
      remedy: mistakes.length === 1 ? 'Correct it.' : 'Correct them.',
      cause,
    });
  }
}

/** Thrown for a stage that the configuration does not have. */
export class StageNotFoundError extends LambdaForestError {
  /**
   * @param stage what was asked for
   * @param stages the stages there are
   */
  constructor(stage: string, stages: readonly string[]) {
    const near = nearestName(stage, stages);
    super(
      'STAGE_NOT_FOUND',
      `Found no stage ${JSON.stringify(stage)} in the configuration, expected one of ${stages.join(', ')}.`,
      {
        remedy:
          near === undefined
            ? 'Give one with --stage, or add it to the configuration.'
            : `Did you mean --stage=${near}?`,
      },
    );
  }
}

/** Thrown when what `inference:package` wrote is not there, incomplete, or not what its manifest says. */
export class PackageError extends LambdaForestError {
  /**
   * @param problem what was found and what was expected
   * @param cause what was thrown while it was read, if that was it
   * @param model which one to package, `name` or `name@version`, where that is known
   */
  constructor(problem: string, cause?: unknown, model = 'NAME') {
    super('PACKAGE_UNUSABLE', problem, {
      remedy: `Make it with "npx nx run inference:package --model=${model}".`,
      cause,
    });
  }
}

/** Thrown when the synthesised stack breaks a rule: cdk-nag's, or CloudFormation's own. Names every finding. */
export class StackRuleError extends LambdaForestError {
  /** @param findings each as `rule at place: description` */
  constructor(findings: readonly string[]) {
    super(
      'STACK_RULE_BROKEN',
      `Found ${findings.length} broken ${findings.length === 1 ? 'rule' : 'rules'} in the stack, expected none: ${findings.join('; ')}.`,
      { remedy: 'Correct the construct, or suppress the finding there with a written reason.' },
    );
  }
}

/** Thrown before anything is deployed where an image has to be built and cannot be. */
export class DockerError extends LambdaForestError {
  /**
   * @param program what was tried, such as `docker`
   * @param problem what it said, or that it is not there; one line
   */
  constructor(program: string, problem: string) {
    super(
      'DOCKER_UNAVAILABLE',
      `Found no ${program} that works (${problem}), expected one to build the image with.`,
      {
        remedy:
          "Install or start it, name another program in CDK_DOCKER, or write packaging: 'zip' for the stage.",
      },
    );
  }
}

/** Thrown when a deployed service does not answer as it must. */
export class SmokeTestError extends LambdaForestError {
  /**
   * @param url where it was asked
   * @param problem what was found and what was expected
   * @param remedy how to fix it
   * @param cause what was thrown on the way, if anything was
   */
  constructor(url: string, problem: string, remedy: string, cause?: unknown) {
    super('SMOKE_TEST_FAILED', `At ${url}: ${problem}`, { remedy, cause });
  }
}

/** Thrown when a person said no, or when nobody is there to say yes. Nothing was changed. */
export class NotConfirmedError extends LambdaForestError {
  /**
   * @param problem what was found and what was expected
   * @param remedy how to say yes
   */
  constructor(problem: string, remedy: string) {
    super('NOT_CONFIRMED', problem, { remedy });
  }
}

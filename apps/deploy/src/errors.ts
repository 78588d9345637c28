import { LambdaForestError, nearestName, printable } from '@lambda-forest/text';

/** What the SDK says after it has looked in all places. */
const NONE_AT_ALL = 'Could not load credentials from any providers';

/** Thrown before anything is deployed, if AWS does not accept the credentials or there are none. */
export class AWSCredentialsError extends LambdaForestError {
  /**
   * @param cause the answer of AWS, whose name is part of the message, or an error of the SDK, which says where it
   *   looked and why that did not do
   */
  constructor(cause?: unknown) {
    const { name, message } = cause instanceof Error ? cause : new Error();
    const words = name.endsWith('ProviderError') && message !== '' ? [name, message] : [name];
    const said = name === 'Error' ? '' : ` (${printable(words.join(': ').replace(/\.?\s*$/, ''))})`;
    const found = message.startsWith(NONE_AT_ALL)
      ? 'Found no AWS credentials on this machine, expected some that AWS accepts.'
      : `Found no valid AWS credentials${said}, expected credentials that AWS accepts.`;
    super('AWS_CREDENTIALS', found, {
      remedy: credentialsRemedy(`${name} ${message}`),
      cause,
    });
  }
}

function credentialsRemedy(said: string): string {
  if (/expired/i.test(said)) return 'Renew them, with "aws sso login" or new keys.';
  const remedy = 'Configure them with "aws configure sso", or set AWS_PROFILE.';
  const isUnknown = /InvalidClientTokenId|UnrecognizedClient/.test(said);
  return isUnknown ? `${remedy} A region that the account has not enabled answers so too.` : remedy;
}

/** Thrown if AWS refuses or rolls back a deployment, a rollback or a removal. */
export class DeploymentError extends LambdaForestError {
  /**
   * @param problem what was found and what was expected
   * @param remedy how to fix it
   * @param cause the answer of AWS, for the log
   */
  constructor(problem: string, remedy: string, cause?: unknown) {
    super('DEPLOYMENT_FAILED', problem, { remedy, cause });
  }
}

/** Thrown before anything else for an invalid configuration file. Names every mistake. */
export class DeployConfigError extends LambdaForestError {
  /**
   * @param file the file's name, or another place
   * @param mistakes each as "found ..., expected ...", without a full stop
   * @param cause the error while the file was read, if there was one
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
   * @param stage the requested stage
   * @param stages the existing stages
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

/** Thrown if the package of `inference:package` is missing, incomplete, or differs from its manifest. */
export class PackageError extends LambdaForestError {
  /**
   * @param problem what was found and what was expected
   * @param cause the error while it was read, if there was one
   * @param model the model to package, `name` or `name@version`, if known
   */
  constructor(problem: string, cause?: unknown, model = 'NAME') {
    super('PACKAGE_UNUSABLE', problem, {
      remedy: `Make it with "npx lambda-forest package --model=${model}".`,
      cause,
    });
  }
}

/** What a call was short of that Lambda has ended. */
export type Lack = 'memory' | 'time';

const SCORING_REMEDIES = {
  memory:
    'Raise "batch.memoryMb", deploy the stage again, and go on with --resume; or write Parquet in groups of at most a million rows, and start a new run with another output.',
  time: 'Raise "batch.memoryMb" if it is below 1,769, deploy the stage again, and go on with --resume; or start a new run with another output, and with a smaller --piece-mb, or with packed files unpacked.',
} as const satisfies Record<Lack, string>;
const TRAINING_REMEDIES = {
  memory:
    'Raise "batch.trainingMemoryMb" and deploy the stage again, or name a smaller --piece-mb or, if trees were grown, more --row-shards; then train again.',
  time: 'Name a smaller --piece-mb or, if trees were grown, more --row-shards; then train again.',
} as const satisfies Record<Lack, string>;

/** Thrown for a run of scoring that ended before all was scored. */
export class ScoringFailedError extends LambdaForestError {
  /**
   * @param reason without a full stop
   * @param arn of the execution
   * @param lack of the first call that Lambda has ended. Default: it ended none
   */
  constructor(reason: string, arn: string, lack?: Lack) {
    const remedy = lack ? SCORING_REMEDIES[lack] : 'Correct that and go on with --resume.';
    super(
      'SCORING_FAILED',
      `Found the run ended before all was scored (${reason}), expected every piece to be scored.`,
      { remedy: `${remedy} The execution is ${arn}.` },
    );
  }
}

/** Thrown for a training whose tasks ended before all were done. */
export class TrainingFailedError extends LambdaForestError {
  /** Parameters as of `ScoringFailedError`. */
  constructor(reason: string, arn: string, lack?: Lack) {
    const remedy = lack ? TRAINING_REMEDIES[lack] : 'Correct that and go on with --resume.';
    super(
      'TRAINING_FAILED',
      `Found the training ended on AWS (${reason}), expected all of its tasks to be done; nothing was written.`,
      { remedy: `${remedy} The execution is ${arn}.` },
    );
  }
}

/** Thrown for a stage that has another model than the one to score with. */
export class StageModelError extends LambdaForestError {
  /**
   * @param stage its name
   * @param found SHA-256 of the deployed model
   * @param model the other one, `name version`
   */
  constructor(stage: string, found: string, model: string) {
    super(
      'MODEL_DIFFERS',
      `Found another model (SHA-256 ${found.slice(0, 12)}...) in the stage ${stage}, expected ${model}.`,
      {
        remedy: 'Deploy that one to the stage, or name the deployed version, --model=NAME@VERSION.',
      },
    );
  }
}

/** Thrown if the functions that score files are not built. */
export class BundleNotFoundError extends LambdaForestError {
  constructor(path: string, project: string, cause: unknown) {
    super('BUILD_NOT_FOUND', `Found no file ${printable(path)}, expected the built functions.`, {
      remedy: `Build them with "npx nx run ${project}:build".`,
      cause,
    });
  }
}

/** Thrown if the synthesised stack breaks a rule: cdk-nag's, the CDK's or CloudFormation's. Names every finding. */
export class StackRuleError extends LambdaForestError {
  /**
   * @param findings each as `rule at place: description`
   * @param cause the CDK's own error, if there was one
   */
  constructor(findings: readonly string[], cause?: unknown) {
    super(
      'STACK_RULE_BROKEN',
      `Found ${findings.length} broken ${findings.length === 1 ? 'rule' : 'rules'} in the stack, expected none: ${findings.join('; ')}.`,
      {
        remedy: 'Correct the construct, or suppress the finding there with a written reason.',
        cause,
      },
    );
  }
}

/** Thrown before anything is deployed if an image has to be built and cannot be. */
export class DockerError extends LambdaForestError {
  /**
   * @param program what was tried, such as `docker`
   * @param problem its message, or that it is missing; one line
   */
  constructor(program: string, problem: string) {
    super(
      'DOCKER_UNAVAILABLE',
      `Found no ${program} that works (${problem}), expected one that can build the image.`,
      {
        remedy:
          "Install or start it, name another program in CDK_DOCKER, or write packaging: 'zip' for the stage.",
      },
    );
  }
}

/** Thrown if a deployed service fails its smoke test. */
export class SmokeTestError extends LambdaForestError {
  /**
   * @param url of the API
   * @param problem what was found and what was expected
   * @param remedy how to fix it
   * @param cause the error that led to it, if there was one
   */
  constructor(url: string, problem: string, remedy: string, cause?: unknown) {
    super('SMOKE_TEST_FAILED', `At ${url}: ${problem}`, { remedy, cause });
  }
}

/** Thrown if a person said no, or if there is no terminal to ask on. Nothing was changed. */
export class NotConfirmedError extends LambdaForestError {
  /**
   * @param problem what was found and what was expected
   * @param remedy how to say yes
   */
  constructor(problem: string, remedy: string) {
    super('NOT_CONFIRMED', problem, { remedy });
  }
}

import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetParameterCommand } from '@aws-sdk/client-ssm';

import { DeploymentError } from '../errors.ts';
import { awsFailure } from './aws-failure.ts';
import type { AwsClients } from './clients.ts';

/** Written by `cdk bootstrap`, whatever the name of its stack. */
const VERSION_PARAMETER = '/cdk-bootstrap/hnb659fds/version';
const TOOLKIT_STACK = 'CDKToolkit';

/** The first version with the roles that a deployment assumes. */
export const MIN_BOOTSTRAP_VERSION = 6;

/**
 * The version of the CDK's bootstrap stack, without which nothing can be deployed to an account and region: a bucket for
 * packages, and roles. Undefined if it is missing.
 *
 * @throws {DeploymentError} if AWS does not answer
 */
export async function bootstrapVersion({
  ssm,
  cloudFormation,
}: Pick<AwsClients, 'ssm' | 'cloudFormation'>): Promise<number | undefined> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: VERSION_PARAMETER }));
    return numberOf(Parameter?.Value);
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'ParameterNotFound') return undefined;
    // A role may be allowed to read stacks but not parameters.
    if (!name.startsWith('AccessDenied')) throw awsFailure(error, 'read the CDK version');
  }
  try {
    const { Stacks } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName: TOOLKIT_STACK }),
    );
    const output = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'BootstrapVersion');
    return numberOf(output?.OutputValue);
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return undefined;
    throw awsFailure(error, `read the stack ${TOOLKIT_STACK}`);
  }
}

/**
 * The error for an account without the bootstrap stack, with the command that creates it.
 *
 * @param stageWords the target's
 */
export function notBootstrapped(
  stageWords: string,
  account: string,
  region: string,
  found: number | undefined,
): DeploymentError {
  const version = found === undefined ? 'no bootstrap stack' : `bootstrap version ${found}`;
  return new DeploymentError(
    `Found ${version} of the CDK in account ${account}, region ${region}, expected version ${MIN_BOOTSTRAP_VERSION} or newer.`,
    `Run "npx lambda-forest bootstrap ${stageWords}" once with an administrator's credentials.`,
  );
}

function numberOf(text: string | undefined): number | undefined {
  const version = Number(text);
  return Number.isInteger(version) && version > 0 ? version : undefined;
}

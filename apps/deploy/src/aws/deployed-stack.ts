import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient, Stack } from '@aws-sdk/client-cloudformation';

import { DeploymentError } from '../errors.ts';
import { awsFailure } from './aws-failure.ts';

/** A stack as CloudFormation describes it. */
export interface DeployedStack {
  readonly name: string;
  readonly arn: string;
  /** Such as `UPDATE_COMPLETE`. */
  readonly status: string;
  /** When it was created, or last changed, in ISO format. */
  readonly changedAt: string;
  /** By key. */
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Reads a stack. Undefined if it is missing, or only a change set of it exists.
 *
 * @throws {DeploymentError} if AWS does not answer
 */
export async function findStack(
  cloudFormation: CloudFormationClient,
  name: string,
): Promise<DeployedStack | undefined> {
  try {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    const stack = Stacks?.[0];
    if (stack === undefined || stack.StackStatus === 'REVIEW_IN_PROGRESS') return undefined;
    return describe(name, stack);
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return undefined;
    throw awsFailure(error, `read the stack ${name}`);
  }
}

/**
 * Reads a stack that must exist.
 *
 * @param target the owner of the stack; its words are for the remedy
 */
export async function readStack(
  cloudFormation: CloudFormationClient,
  {
    stackName,
    stageName,
    words,
  }: { readonly stackName: string; readonly stageName: string; readonly words: string },
): Promise<DeployedStack> {
  const stack = await findStack(cloudFormation, stackName);
  if (stack !== undefined) return stack;
  throw new DeploymentError(
    `Found no stack ${stackName}, expected the one of the stage ${stageName}.`,
    `Deploy it with "npx lambda-forest deploy ${words}".`,
  );
}

/**
 * One output of a stack.
 *
 * @throws {DeploymentError} if a failed deployment left the stack without it
 */
export function outputOf(stack: DeployedStack, key: string): string {
  const value = stack.outputs[key];
  if (value !== undefined) return value;
  throw new DeploymentError(
    `Found the stack ${stack.name} in ${stack.status} without the output ${key}, expected that output.`,
    'Deploy the stage again.',
  );
}

function describe(name: string, stack: Stack): DeployedStack {
  const outputs = (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [
    OutputKey ?? '',
    OutputValue ?? '',
  ]);
  return {
    name,
    arn: stack.StackId ?? name,
    status: stack.StackStatus ?? 'UNKNOWN',
    changedAt: (stack.LastUpdatedTime ?? stack.CreationTime)?.toISOString() ?? '',
    outputs: Object.fromEntries(outputs) as Record<string, string>,
  };
}

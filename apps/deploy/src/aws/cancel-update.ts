import { CancelUpdateStackCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';

import { awsFailure } from './aws-failure.ts';

/**
 * Stops an update of a stack: CloudFormation restores everything, and a canary ends with the version that was
 * live before it.
 *
 * @throws {DeploymentError}
 */
export async function cancelUpdate(
  cloudFormation: CloudFormationClient,
  name: string,
): Promise<void> {
  try {
    await cloudFormation.send(new CancelUpdateStackCommand({ StackName: name }));
  } catch (error) {
    throw awsFailure(error, `stop the update of the stack ${name}`);
  }
}

import { DeleteFunctionCommand } from '@aws-sdk/client-lambda';
import type { LambdaClient } from '@aws-sdk/client-lambda';

import { awsFailure } from './aws-failure.ts';
import type { Alias, FunctionVersion } from './versions.ts';

/**
 * The versions that may go: all but the newest ones, those that requests go to, and the one that CloudFormation
 * deployed last, which it needs to undo its next update.
 *
 * @param versions from old to new
 * @param keep how many of the newest stay, at least 1
 */
export function prunable(
  versions: readonly FunctionVersion[],
  { version: live, canary }: Pick<Alias, 'version' | 'canary'>,
  deployed: number,
  keep: number,
): FunctionVersion[] {
  const inUse = new Set([live, deployed, ...canary.keys()]);
  return versions.slice(0, -keep).filter(({ version }) => !inUse.has(version));
}

/**
 * Deletes a version for good. Lambda refuses it for one that an alias points to.
 *
 * @throws {DeploymentError}
 */
export async function deleteVersion(
  lambda: LambdaClient,
  functionName: string,
  version: number,
): Promise<void> {
  try {
    await lambda.send(
      new DeleteFunctionCommand({ FunctionName: functionName, Qualifier: String(version) }),
    );
  } catch (error) {
    throw awsFailure(error, `delete version ${version} of the function ${functionName}`);
  }
}

import { UpdateAliasCommand } from '@aws-sdk/client-lambda';
import type { LambdaClient } from '@aws-sdk/client-lambda';

import { awsFailure } from './aws-failure.ts';
import { writeRolledBack } from './rolled-back.ts';
import type { Alias } from './versions.ts';

/**
 * Points an alias at one version, with all of its traffic at once; the share of a canary ends. Going back to an
 * older version is recorded as a rollback of the live one and of those that the canary tried; going to a newer
 * one removes that version from the list.
 *
 * @param alias as it was read: if it has changed since, nothing is done
 * @throws {DeploymentError}
 */
export async function moveAlias(
  lambda: LambdaClient,
  functionName: string,
  alias: Alias,
  to: number,
): Promise<void> {
  const rolledBack = new Set(alias.rolledBack);
  for (const version of [alias.version, ...alias.canary.keys()]) {
    if (version > to) rolledBack.add(version);
  }
  rolledBack.delete(to);
  try {
    await lambda.send(
      new UpdateAliasCommand({
        FunctionName: functionName,
        Name: alias.name,
        FunctionVersion: String(to),
        RoutingConfig: { AdditionalVersionWeights: {} },
        Description: writeRolledBack(rolledBack),
        RevisionId: alias.revision,
      }),
    );
  } catch (error) {
    throw awsFailure(error, `move the alias ${alias.name} to version ${to}`);
  }
}

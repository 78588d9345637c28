import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { formatInteger } from '@lambda-forest/text';

import { DeploymentError } from '../errors.ts';

/** What Lambda keeps for functions without a reservation; a new account, with a limit far below, has only this. */
const KEPT = 100;
const KEPT_OF_NEW_ACCOUNT = 10;

/**
 * Makes sure that an account has the concurrency that a stage reserves. CloudFormation would find out halfway. If
 * AWS does not say, because the role may not ask, CloudFormation finds out.
 *
 * @param functionName which may have a reservation already
 * @throws {DeploymentError}
 */
export async function requireConcurrency(
  lambda: LambdaClient,
  functionName: string,
  reserved: number | null,
): Promise<void> {
  if (reserved === null) return;
  const [account, own] = await Promise.all([
    lambda.send(new GetAccountSettingsCommand({})).catch(() => undefined),
    lambda
      .send(new GetFunctionConcurrencyCommand({ FunctionName: functionName }))
      .catch(() => undefined),
  ]);
  const { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: unreserved } =
    account?.AccountLimit ?? {};
  if (limit === undefined || unreserved === undefined) return;
  const kept = limit < 10 * KEPT ? KEPT_OF_NEW_ACCOUNT : KEPT;
  const most = unreserved + (own?.ReservedConcurrentExecutions ?? 0) - kept;
  if (reserved <= most) return;
  throw new DeploymentError(
    `Found reservedConcurrency ${formatInteger(reserved)} in an account with a limit of ${formatInteger(limit)} concurrent executions, expected at most ${formatInteger(Math.max(0, most))}: Lambda keeps ${kept} unreserved.`,
    'Write null for it in the configuration, or ask for a higher limit under Service Quotas in the console.',
  );
}

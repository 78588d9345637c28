import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { formatInteger } from '@lambda-forest/text';

import type { StageConfig } from '../config/index.ts';
import { DeploymentError } from '../errors.ts';

/** What Lambda keeps for functions without a reservation; a new account, with a limit far below, has only this. */
const KEPT = 100;
const KEPT_OF_NEW_ACCOUNT = 10;

/**
 * Makes sure that an account has the concurrency that a stage reserves, or keeps warm without a reservation, which is
 * taken from the unreserved one. CloudFormation would find out halfway. If AWS does not say, because the role may not
 * ask, CloudFormation finds out.
 *
 * @param functionName which may have a reservation already
 * @throws {DeploymentError}
 */
export async function requireConcurrency(
  lambda: LambdaClient,
  functionName: string,
  { reservedConcurrency: reserved, provisionedConcurrency: warm }: Wanted,
): Promise<void> {
  if (reserved === null && warm === undefined) return;
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
  if (reserved !== null) {
    const most = unreserved + (own?.ReservedConcurrentExecutions ?? 0) - kept;
    if (reserved > most) throw missing('reservedConcurrency', reserved, { limit, most, kept });
  } else if (warm !== undefined && warm.min > limit - kept) {
    // Of the whole limit, as instances that are warm already may or may not be subtracted from the unreserved one.
    const most = limit - kept;
    throw missing('provisionedConcurrency.min', warm.min, { limit, most, kept });
  }
}

type Wanted = Pick<StageConfig, 'reservedConcurrency' | 'provisionedConcurrency'>;

function missing(
  option: string,
  found: number,
  { limit, most, kept }: Readonly<Record<'limit' | 'most' | 'kept', number>>,
): DeploymentError {
  const without = option === 'reservedConcurrency' ? 'Write null for it' : 'Leave it out';
  return new DeploymentError(
    `Found ${option} ${formatInteger(found)} in an account with a limit of ${formatInteger(limit)} concurrent executions, expected at most ${formatInteger(Math.max(0, most))}: Lambda keeps ${kept} unreserved.`,
    `${without} in the configuration, or ask for a higher limit under Service Quotas in the console.`,
  );
}

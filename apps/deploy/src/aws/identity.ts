import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { STSClient } from '@aws-sdk/client-sts';

import { AWSCredentialsError } from '../errors.ts';
import { awsFailure } from './aws-failure.ts';

/** The identity that belongs to the credentials. */
export interface Identity {
  /** Twelve digits. */
  readonly account: string;
  /** Of the user or of the role's session. */
  readonly arn: string;
}

/** Together with the start of the program, the answer comes within five seconds. */
const TIMEOUT_MS = 3_500;

/**
 * Asks AWS for the identity: the one request that needs no permission, so that a refusal can only be about the
 * credentials. The timeout also covers a credential program that hangs.
 *
 * @param timeoutMs for everything, including the search for credentials
 * @throws {AWSCredentialsError} if there are none or AWS refuses them
 * @throws {DeploymentError} if AWS does not answer
 */
export async function whoAmI(sts: STSClient, timeoutMs = TIMEOUT_MS): Promise<Identity> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`Nothing within ${timeoutMs / 1_000} s`);
      error.name = 'TimeoutError';
      reject(error);
      abort.abort(error);
    }, timeoutMs);
  });
  try {
    const request = sts.send(new GetCallerIdentityCommand({}), { abortSignal: abort.signal });
    request.catch(() => undefined); // after the timeout the result is ignored
    const { Account: account, Arn: arn } = await Promise.race([request, late]);
    if (account === undefined || arn === undefined) throw new AWSCredentialsError();
    return { account, arn };
  } catch (error) {
    throw awsFailure(error, 'identify the credentials');
  } finally {
    clearTimeout(timer);
  }
}

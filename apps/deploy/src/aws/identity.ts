import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { STSClient } from '@aws-sdk/client-sts';

import { AWSCredentialsError } from '../errors.ts';
import { awsFailure } from './aws-failure.ts';

/** Who AWS says we are. */
export interface Identity {
  /** Twelve digits. */
  readonly account: string;
  /** Of the user or of the role's session. */
  readonly arn: string;
}

/** With the start of the program it leaves the answer within five seconds. */
const TIMEOUT_MS = 3_500;

/**
 * Asks AWS who we are: the one question whose answer needs no permission, so that a refusal can only mean the
 * credentials. Also a program that is to print credentials and hangs ends it in time.
 *
 * @param timeoutMs for all of it, looking for credentials included
 * @throws {AWSCredentialsError} if there are none or AWS refuses them
 * @throws {DeploymentError} if there are some and AWS does not answer
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
    request.catch(() => undefined); // when the time is over nobody waits for it any more
    const { Account: account, Arn: arn } = await Promise.race([request, late]);
    if (account === undefined || arn === undefined) throw new AWSCredentialsError();
    return { account, arn };
  } catch (error) {
    throw awsFailure(error, 'say whose credentials these are');
  } finally {
    clearTimeout(timer);
  }
}

import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';

import { DeploymentError } from '../errors.ts';
import { findStack } from './deployed-stack.ts';
import type { DeployedStack } from './deployed-stack.ts';

const POLL_MS = 5_000;

/** A canary may take two days, which is too long to wait here. */
const PATIENCE_MS = 3_600_000;

export interface Waiting {
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * Waits until a stack is no longer being changed: a deployment that was interrupted here, or that somebody
 * else started, goes on in AWS. Undefined if the stack is missing or was removed.
 *
 * @param say called once if there is something to wait for
 * @throws {DeploymentError} if that takes more than an hour
 */
export async function settledStack(
  cloudFormation: CloudFormationClient,
  name: string,
  { now, wait }: Waiting,
  say: (line: string) => void,
): Promise<DeployedStack | undefined> {
  const start = now();
  for (let polls = 0; ; polls++) {
    const stack = await findStack(cloudFormation, name);
    if (stack?.status.endsWith('_IN_PROGRESS') !== true) return stack;
    if (polls === 0) say(`Waiting for CloudFormation: ${name} is in ${stack.status}`);
    if (now() - start > PATIENCE_MS) {
      throw new DeploymentError(
        `Found the stack ${name} in ${stack.status} after an hour, expected it to have finished.`,
        'Look at its events in the console, and try again when it is.',
      );
    }
    await wait(POLL_MS);
  }
}

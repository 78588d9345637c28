import { findStack } from '../aws/deployed-stack.ts';
import type { DeployedStack } from '../aws/deployed-stack.ts';
import { deployedTemplate, stackDifference } from '../aws/stack-difference.ts';
import type { StackDifference } from '../aws/stack-difference.ts';
import type { SynthesizedStack, SynthResult } from '../synth.ts';
import type { ReachedTarget } from './target.ts';

/** States of a stack that was never complete: it has a template but no resources. */
const NEVER_CREATED: ReadonlySet<string> = new Set([
  'CREATE_FAILED',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
]);

/**
 * What deploying would change in AWS.
 *
 * @param columns of the terminal, if they are known
 * @param stack its current state, if it is known; undefined reads it
 */
export async function compare(
  { clients, stackName }: Pick<ReachedTarget, 'clients' | 'stackName'>,
  { template }: Pick<SynthesizedStack, 'template'>,
  columns: number | undefined,
  stack?: DeployedStack,
): Promise<StackDifference> {
  const found = stack ?? (await findStack(clients.cloudFormation, stackName));
  const isThere = found !== undefined && !NEVER_CREATED.has(found.status);
  const before = isThere ? await deployedTemplate(clients.cloudFormation, stackName) : undefined;
  return stackDifference(before, template, columns);
}

/** The stack that scores files, and what deploying would change in it; undefined if the stage has none. */
export async function compareBatch(
  { clients }: Pick<ReachedTarget, 'clients'>,
  { batch }: SynthResult,
  columns: number | undefined,
): Promise<{ readonly stack: string; readonly difference: StackDifference } | undefined> {
  if (batch === undefined) return undefined;
  const { stackName: stack } = batch;
  return { stack, difference: await compare({ clients, stackName: stack }, batch, columns) };
}

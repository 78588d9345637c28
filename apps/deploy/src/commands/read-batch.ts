import { batchName } from '@lambda-forest/s3/run-request';

import { outputOf, readStack } from '../aws/deployed-stack.ts';
import { BATCH_OUTPUTS } from '../stack/outputs.ts';
import type { ReachedTarget } from './target.ts';

/** What scores files of S3 in a stage, as its stack describes it. */
export interface BatchService {
  readonly stateMachineArn: string;
  readonly workBucket: string;
  /** `s3://BUCKET/PREFIX` below which files may be read, and predictions written. */
  readonly input: string;
  readonly output: string;
  readonly modelSha256: string;
  /** Differs once the stack was changed. */
  readonly deployment: string;
  /** Undefined if it does not train. */
  readonly trainingMachineArn: string | undefined;
}

/**
 * @returns undefined for a stage whose configuration has no `batch`
 * @throws {DeploymentError} if the stack is missing or not complete
 */
export async function readBatch(target: ReachedTarget): Promise<BatchService | undefined> {
  const { clients, stage, stackName } = target;
  if (stage.batch === undefined) return undefined;
  const own = { ...target, stackName: batchName(stackName) };
  const stack = await readStack(clients.cloudFormation, own);
  const output = (key: keyof typeof BATCH_OUTPUTS) => outputOf(stack, BATCH_OUTPUTS[key]);
  return {
    stateMachineArn: output('stateMachineArn'),
    workBucket: output('workBucket'),
    input: output('input'),
    output: output('output'),
    modelSha256: output('modelSha256'),
    deployment: stack.changedAt,
    trainingMachineArn: stack.outputs[BATCH_OUTPUTS.trainingMachineArn],
  };
}

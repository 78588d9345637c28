import { apiAddress } from '../aws/api-address.ts';
import { outputOf, readStack } from '../aws/deployed-stack.ts';
import type { DeployedStack } from '../aws/deployed-stack.ts';
import type { AuthType } from '../smoke/curl.ts';
import { OUTPUTS } from '../stack/outputs.ts';
import type { CommandContext } from './context.ts';
import type { ReachedTarget } from './target.ts';

/** A deployed service, as its stack describes it. */
export interface Service {
  readonly stack: DeployedStack;
  readonly functionName: string;
  readonly functionArn: string;
  readonly aliasName: string;
  readonly aliasArn: string;
  /** The version that the last deployment made or kept. */
  readonly version: number;
  /** The address of the API, without a slash at the end. */
  readonly url: string;
  readonly auth: AuthType;
  /** SHA-256 of the model that was deployed last. */
  readonly modelSha256: string;
  readonly logGroupName: string;
}

/** @throws {DeploymentError} if the stage is not deployed, or its stack is not complete */
export async function readService(
  target: ReachedTarget,
  { env }: CommandContext,
): Promise<Service> {
  const stack = await readStack(target.clients.cloudFormation, target);
  const output = (key: keyof typeof OUTPUTS) => outputOf(stack, OUTPUTS[key]);
  return {
    stack,
    functionName: output('functionName'),
    functionArn: output('functionArn'),
    aliasName: output('aliasName'),
    aliasArn: output('aliasArn'),
    version: Number(output('version')),
    url: apiAddress(output('apiUrl'), env['AWS_ENDPOINT_URL']),
    auth: output('auth') as AuthType,
    modelSha256: output('modelSha256'),
    logGroupName: output('logGroupName'),
  };
}

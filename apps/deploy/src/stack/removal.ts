import { resolve } from 'node:path';

import { App, Stack } from 'aws-cdk-lib';
import { defined } from '@lambda-forest/text';

import cdk from '../../cdk.json' with { type: 'json' };
import type { StageConfig } from '../config/index.ts';

/**
 * Writes the cloud assembly that removing stacks needs: their region and their names. CloudFormation knows
 * their resources, so that neither the model nor the package is needed any more.
 *
 * @param outdir the assembly's folder
 * @returns its absolute path
 */
export function removalAssembly(
  stackNames: readonly string[],
  { region, account }: Pick<StageConfig, 'region' | 'account'>,
  outdir: string,
): string {
  const app = new App({ outdir, analyticsReporting: false, context: cdk.context });
  for (const stackName of stackNames) {
    new Stack(app, stackName, { stackName, env: { region, ...defined({ account }) } });
  }
  return resolve(app.synth().directory);
}

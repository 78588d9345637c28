/** Which changes make a new version, and how the alias moves to it. */
import { expect, test } from 'vitest';

import { readPackage } from '../../src/package/read-package.ts';
import type { FunctionPackage } from '../../src/package/read-package.ts';
import { only, single, synthesizeStage, writePackage } from '../fixture.ts';

/** The version's logical ID: another one is another version for CloudFormation. */
async function versionOf(
  given: FunctionPackage,
  stage: Parameters<typeof synthesizeStage>[0] = {},
): Promise<string> {
  const [id] = single(await synthesizeStage(stage, given), 'AWS::Lambda::Version');
  return id;
}

const packaged = await readPackage(writePackage());

test('the same package makes the same version', async () => {
  expect(await versionOf(await readPackage(writePackage()))).toBe(await versionOf(packaged));
});

test('a changed model makes a new version even if the zip is the same', async () => {
  const { manifest, zipPath } = packaged;
  const changed = { ...manifest, model: { ...manifest.model, sha256: 'f'.repeat(64) } };
  expect(await versionOf({ manifest: changed, zipPath })).not.toBe(await versionOf(packaged));
});

test('a changed program makes a new version even if the model is the same', async () => {
  const changed = await readPackage(writePackage({ code: 'other code' }));
  expect(changed.manifest.model).toEqual(packaged.manifest.model);
  expect(await versionOf(changed)).not.toBe(await versionOf(packaged));
});

test('changes around the function make no new version', async () => {
  const around = {
    alarms: { errors: 7 },
    throttle: { ratePerSecond: 7 },
    logRetentionDays: 7,
    tags: { team: 'seven' },
    openHealth: true,
  } as const;
  expect(await versionOf(packaged, around)).toBe(await versionOf(packaged));
  expect(await versionOf(packaged, { memoryMb: 1024 })).not.toBe(await versionOf(packaged));
});

test('the function checks the hash of the model that it was deployed with', async () => {
  const { Environment } = only(await synthesizeStage({}, packaged), 'AWS::Lambda::Function');
  expect(Environment.Variables.MODEL_SHA256).toBe(packaged.manifest.model.sha256);
});

test('a version names its model, and stays if there is a newer one', async () => {
  const result = await synthesizeStage({}, packaged);
  const [, version] = single(result, 'AWS::Lambda::Version');
  expect(version.Properties.Description).toBe(`iris 1.0.0 ${packaged.manifest.model.sha256}`);
  expect(version.DeletionPolicy).toBe('RetainExceptOnCreate');
});

test('the alias live points at the version of this deployment', async () => {
  const result = await synthesizeStage({}, packaged);
  expect(only(result, 'AWS::Lambda::Alias')).toMatchObject({
    Name: 'live',
    FunctionVersion: { 'Fn::GetAtt': [await versionOf(packaged), 'Version'] },
  });
});

test.each([
  [{ type: 'canary' }, 'CodeDeployDefault.LambdaCanary10Percent5Minutes'],
  [{ type: 'all-at-once' }, 'CodeDeployDefault.LambdaAllAtOnce'],
] as const)('CodeDeploy moves the alias: %j', async (rollout, configuration) => {
  const result = await synthesizeStage({ rollout });
  expect(only(result, 'AWS::CodeDeploy::DeploymentGroup')).toMatchObject({
    DeploymentConfigName: configuration,
    AutoRollbackConfiguration: {
      Enabled: true,
      Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
    },
  });
  const [, alias] = single(result, 'AWS::Lambda::Alias');
  const [group] = single(result, 'AWS::CodeDeploy::DeploymentGroup');
  const [application] = single(result, 'AWS::CodeDeploy::Application');
  expect(alias.UpdatePolicy.CodeDeployLambdaAliasUpdate).toEqual({
    ApplicationName: { Ref: application },
    DeploymentGroupName: { Ref: group },
  });
});

test('another share or time is another deployment configuration', async () => {
  const result = await synthesizeStage({ rollout: { type: 'canary', percent: 25, minutes: 3 } });
  expect(only(result, 'AWS::CodeDeploy::DeploymentConfig').TrafficRoutingConfig).toEqual({
    Type: 'TimeBasedCanary',
    TimeBasedCanary: { CanaryInterval: 3, CanaryPercentage: 25 },
  });
});

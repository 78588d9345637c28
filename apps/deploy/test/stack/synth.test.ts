/** Synthesis as a whole: rules, assets, tags, retention, packaging, the emulator's switch. */
import { existsSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import cases from '../../cases/configurations.json' with { type: 'json' };
import { parseConfig } from '../../src/config/index.ts';
import { readPackage } from '../../src/package/read-package.ts';
import { synthesize } from '../../src/synth.ts';
import { configurationOf } from '../cases.ts';
import {
  configOf,
  freshFolder,
  only,
  properties,
  resources,
  sha256,
  single,
  synthesizeStage,
  writePackage,
} from '../fixture.ts';
import type { Json } from '../fixture.ts';

test('the function is what the configuration says', async () => {
  const result = await synthesizeStage({
    memoryMb: 640,
    timeoutSeconds: 7,
    reservedConcurrency: 9,
    logLevel: 'WARN',
    limits: { maxBatchRows: 50, maxBodyBytes: 2048, maxBatchBodyBytes: 4096 },
  });
  expect(only(result, 'AWS::Lambda::Function')).toMatchObject({
    FunctionName: 'lambda-forest-iris-staging',
    Runtime: 'nodejs24.x',
    Handler: 'handler.handler',
    Architectures: ['arm64'],
    MemorySize: 640,
    Timeout: 7,
    ReservedConcurrentExecutions: 9,
    TracingConfig: { Mode: 'Active' },
    // Metrics are lines of level INFO: Lambda must let them through whatever the logger writes.
    LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO' },
    Environment: {
      Variables: {
        LOG_LEVEL: 'WARN',
        LOG_FEATURES: 'false',
        MAX_BATCH_ROWS: '50',
        MAX_BODY_BYTES: '2048',
        MAX_BATCH_BODY_BYTES: '4096',
      },
    },
  });
});

test('a log of everything passes Lambda too', async () => {
  const result = await synthesizeStage({ logLevel: 'DEBUG', logFeatures: true });
  expect(only(result, 'AWS::Lambda::Function')).toMatchObject({
    LoggingConfig: { ApplicationLogLevel: 'DEBUG' },
    Environment: { Variables: { LOG_LEVEL: 'DEBUG', LOG_FEATURES: 'true' } },
  });
});

test('without a reservation the function uses the unreserved concurrency of the account', async () => {
  expect(only(await synthesizeStage(), 'AWS::Lambda::Function')).not.toHaveProperty(
    'ReservedConcurrentExecutions',
  );
});

test('warm instances belong to the alias and follow the load', async () => {
  const result = await synthesizeStage({
    provisionedConcurrency: { min: 2, max: 6, targetUtilization: 0.5 },
  });
  expect(only(result, 'AWS::Lambda::Alias')).toMatchObject({
    ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 },
  });
  expect(only(result, 'AWS::ApplicationAutoScaling::ScalableTarget')).toMatchObject({
    MinCapacity: 2,
    MaxCapacity: 6,
  });
  expect(
    only(result, 'AWS::ApplicationAutoScaling::ScalingPolicy')
      .TargetTrackingScalingPolicyConfiguration,
  ).toMatchObject({ TargetValue: 0.5 });
});

test('requests are throttled and logged as JSON, without their content', async () => {
  const stage = only(
    await synthesizeStage({ throttle: { ratePerSecond: 5, burst: 8 } }),
    'AWS::ApiGatewayV2::Stage',
  );
  expect(stage.DefaultRouteSettings).toEqual({
    ThrottlingRateLimit: 5,
    ThrottlingBurstLimit: 8,
  });
  const format = JSON.parse(stage.AccessLogSettings.Format);
  expect(format).toMatchObject({ request_id: '$context.requestId', status: '$context.status' });
  expect(JSON.stringify(format)).not.toMatch(/body|queryString|requestOverride/);
});

test.each([
  ['retain', 'Retain'],
  ['destroy', 'Delete'],
] as const)(
  'logs are kept for the days of the stage, and on removal: %s',
  async (removal, policy) => {
    const logs = resources(
      await synthesizeStage({ removal, logRetentionDays: 14 }),
      'AWS::Logs::LogGroup',
    );
    expect(logs).toHaveLength(2);
    for (const [, { DeletionPolicy, Properties }] of logs) {
      expect(DeletionPolicy).toBe(policy);
      expect(Properties).toMatchObject({ RetentionInDays: 14 });
    }
  },
);

test('no name of a log group is one that a kept group of an earlier stack has', async () => {
  const names = properties(await synthesizeStage(), 'AWS::Logs::LogGroup').map(
    ({ LogGroupName }) => LogGroupName,
  );
  const stackUuid = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] };
  const access = ['', ['/aws/vendedlogs/lambda-forest-iris-staging-access-', stackUuid]];
  expect(names).toEqual([undefined, { 'Fn::Join': access }]);
});

test.each<[Parameters<typeof synthesizeStage>[0], string[], string[]]>([
  [{ dashboard: false }, ['AWS::CloudWatch::Dashboard'], ['DashboardUrl']],
  [
    { alarms: { enabled: false } },
    ['AWS::CloudWatch::Alarm', 'AWS::SNS::Topic', 'AWS::SNS::TopicPolicy'],
    ['AlarmTopicArn'],
  ],
  [{ accessLogs: false }, ['AWS::Logs::LogGroup'], ['AccessLogGroupName']],
  [{ tracing: false }, ['AWS::Lambda::Version'], []], // another one, as the function changes
])('%j leaves out what costs, and nothing else', async (stage, types, outputs) => {
  const [all, less] = [await synthesizeStage(), await synthesizeStage(stage)];
  const missing = (of: 'Resources' | 'Outputs') =>
    Object.keys(all.template[of]).filter((id) => !Object.hasOwn(less.template[of], id));
  const typesOf = missing('Resources').map((id) => all.template.Resources[id]!.Type);
  expect([...new Set(typesOf)].sort()).toEqual(types);
  expect(missing('Outputs')).toEqual(outputs);
});

test('without tracing the role has no action on all resources', async () => {
  const { Properties } = single(
    await synthesizeStage({ tracing: false }),
    'AWS::Lambda::Function',
  )[1];
  expect(Properties.TracingConfig).toBeUndefined();
  const roles = properties(await synthesizeStage({ tracing: false }), 'AWS::IAM::Role');
  expect(JSON.stringify(roles)).not.toMatch(/xray|"\*"/);
});

test('without access logs the stage of the API has no destination', async () => {
  const stage = only(await synthesizeStage({ accessLogs: false }), 'AWS::ApiGatewayV2::Stage');
  expect(stage).not.toHaveProperty('AccessLogSettings');
});

test('without alarms nothing rolls back but a failed or stopped deployment', async () => {
  const group = only(
    await synthesizeStage({ alarms: { enabled: false } }),
    'AWS::CodeDeploy::DeploymentGroup',
  );
  expect(group.AutoRollbackConfiguration).toEqual({
    Enabled: true,
    Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST'],
  });
});

test('everything is tagged through the stack', async () => {
  const { assemblyDirectory, stackName } = await synthesizeStage({ tags: { team: 'trees' } });
  const { artifacts } = JSON.parse(readFileSync(join(assemblyDirectory, 'manifest.json'), 'utf8'));
  expect(artifacts[stackName].properties.tags).toEqual({ team: 'trees' });
});

test('an account that is given is the only one it can be deployed to', async () => {
  const { assemblyDirectory, stackName } = await synthesizeStage({ account: '123456789012' });
  const { artifacts } = JSON.parse(readFileSync(join(assemblyDirectory, 'manifest.json'), 'utf8'));
  expect(artifacts[stackName].environment).toBe('aws://123456789012/eu-west-1');
});

test('the package itself is uploaded', async () => {
  const given = await readPackage(writePackage());
  const { assemblyDirectory, stackName } = await synthesizeStage({}, given);
  const assets = JSON.parse(
    readFileSync(join(assemblyDirectory, `${stackName}.assets.json`), 'utf8'),
  );
  const paths = Object.values<Json>(assets.files).map(({ source }) => String(source.path));
  const zip = paths.find((path) => path.endsWith('.zip'))!;
  expect(sha256(readFileSync(join(assemblyDirectory, zip)))).toBe(given.manifest.zip.sha256);
});

test('an image is built for arm64 from the files of the package', async () => {
  const result = await synthesizeStage({ packaging: 'image' });
  const it = only(result, 'AWS::Lambda::Function');
  expect(it).toMatchObject({
    PackageType: 'Image',
    Architectures: ['arm64'],
    ImageConfig: { Command: ['handler.handler'] },
  });
  expect(it).not.toHaveProperty('Runtime');
  expect(it).not.toHaveProperty('Handler');
  const path = join(result.assemblyDirectory, `${result.stackName}.assets.json`);
  const [image] = Object.values<Json>(JSON.parse(readFileSync(path, 'utf8')).dockerImages);
  expect(image.source).toMatchObject({ platform: 'linux/arm64' });
  const folder = join(result.assemblyDirectory, image.source.directory);
  expect(readFileSync(join(folder, 'function/model.forest'), 'utf8')).toBe('trees');
  expect(existsSync(join(folder, 'Dockerfile'))).toBe(true);
});

test('an emulator gets only what it supports, unchanged', async () => {
  const types = ({ template }: { template: { Resources: Record<string, { Type: string }> } }) =>
    new Set(Object.values(template.Resources).map(({ Type }) => Type));
  const real = await synthesizeStage();
  const emulated = await synthesizeStage({ emulator: true });
  expect([...types(real)].filter((type) => !types(emulated).has(type)).sort()).toEqual([
    'AWS::CloudWatch::Alarm',
    'AWS::CloudWatch::Dashboard',
    'AWS::CodeDeploy::Application',
    'AWS::CodeDeploy::DeploymentGroup',
    'AWS::SNS::Topic',
    'AWS::SNS::TopicPolicy',
  ]);
  for (const [id, resource] of Object.entries(emulated.template.Resources)) {
    const { UpdatePolicy: _, ...expected } = real.template.Resources[id]!;
    expect(resource).toEqual(expected);
  }
  expect(emulated.warnings.join()).toContain('emulator');
});

test('a synthesis needs no network and gives the same template every time', async () => {
  const connect = vi.spyOn(Socket.prototype, 'connect').mockImplementation(() => {
    throw new Error('The network was asked.');
  });
  const given = await readPackage(writePackage());
  const [one, other] = [await synthesizeStage({}, given), await synthesizeStage({}, given)];
  expect(readFileSync(one.templatePath, 'utf8')).toBe(readFileSync(other.templatePath, 'utf8'));
  expect(connect).not.toHaveBeenCalled();
  connect.mockRestore();
});

test('the output of an earlier synthesis is removed', async () => {
  const { manifest, zipPath } = await readPackage(writePackage());
  const outdir = freshFolder();
  const options = { config: configOf(), stage: 'staging', zipPath, outdir };
  const first = await synthesize({ ...options, manifest });
  await synthesize({ ...options, manifest: { ...manifest, name: 'wine' } });
  expect(existsSync(first.templatePath)).toBe(false);
});

test('the version, the address and the model are among the outputs', async () => {
  const { template } = await synthesizeStage();
  expect(Object.keys(template.Outputs)).toEqual(
    expect.arrayContaining(['ApiUrl', 'Version', 'AliasArn', 'ModelSha256', 'LogGroupName']),
  );
});

test.each(cases.deployable)(
  '$title is synthesised, of its own partition',
  async ({ stage, arn, console }) => {
    const config = parseConfig(configurationOf(stage), 'deploy.config.ts');
    const given = await readPackage(writePackage());
    const { template } = await synthesize({
      config,
      stage: 'staging',
      ...given,
      outdir: freshFolder(),
    });
    const url = JSON.stringify(template.Outputs['DashboardUrl']?.Value);
    expect(url).toContain(console ?? 'https://eu-west-1.console.aws.amazon.com/');
    const arns = JSON.stringify(template).match(/\barn:[a-z-]+:/g);
    expect(new Set(arns)).toEqual(new Set([arn ?? 'arn:aws:']));
  },
);

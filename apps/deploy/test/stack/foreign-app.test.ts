/** The service in a CDK app that is not ours: its own network, key, logs, topic, boundary, bootstrap; no account. */
import { App, DefaultStackSynthesizer, Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { expect, test } from 'vitest';

import { PredictionService, readPackage } from '../../src/index.ts';
import type { PredictionServiceProps } from '../../src/index.ts';
import { readBrokenRules } from '../../src/stack/rule-report.ts';
import { freshFolder, writePackage } from '../fixture.ts';

const QUALIFIER = 'acmeboot';
const BOUNDARY = 'arn:aws:iam::123456789012:policy/boundary';
const given = { name: 'acme-iris', package: await readPackage(writePackage()) };

/** An app without our feature flags, for any account and region. */
function foreignApp(existing: (stack: Stack) => Partial<PredictionServiceProps> = () => ({})): {
  stack: Stack;
  service: PredictionService;
  app: App;
} {
  const app = new App({ outdir: freshFolder(), analyticsReporting: false });
  const synthesizer = new DefaultStackSynthesizer({ qualifier: QUALIFIER });
  const stack = new Stack(app, 'Acme', { synthesizer });
  return {
    app,
    stack,
    service: new PredictionService(stack, 'Iris', { ...given, ...existing(stack) }),
  };
}

test('it needs no more than a name and a package', () => {
  const { stack, service } = foreignApp();
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Lambda::Function', { FunctionName: 'acme-iris' });
  template.resourceCountIs('AWS::CloudWatch::Alarm', 5);
  expect(service.alarms).toHaveLength(5);
  expect(stack.resolve(service.url)).toMatchObject({ 'Fn::GetAtt': expect.anything() });
  expect(template.findOutputs('*')).toEqual({}); // they are the app's to make
});

test('two models stand in one stack', () => {
  const { stack } = foreignApp();
  new PredictionService(stack, 'Wine', { ...given, name: 'acme-wine' });
  Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 2);
});

test('it takes what the app has', () => {
  const { stack } = foreignApp((scope) => ({
    vpc: new Vpc(scope, 'Vpc', { natGateways: 0 }),
    vpcSubnets: { subnetGroupName: 'Isolated' },
    encryptionKey: new Key(scope, 'Key', { enableKeyRotation: true }),
    logGroup: new LogGroup(scope, 'Own'),
    alarmTopic: Topic.fromTopicArn(scope, 'Topic', 'arn:aws:sns:eu-west-1:123456789012:pager'),
    permissionsBoundary: ManagedPolicy.fromManagedPolicyArn(scope, 'Boundary', BOUNDARY),
  }));
  const template = Template.fromStack(stack);
  const own = Object.keys(template.findResources('AWS::Logs::LogGroup')).find((id) =>
    id.startsWith('Own'),
  );
  template.hasResourceProperties('AWS::Lambda::Function', {
    VpcConfig: { SubnetIds: Match.anyValue(), SecurityGroupIds: Match.anyValue() },
    KmsKeyArn: Match.anyValue(),
    LoggingConfig: Match.objectLike({ LogGroup: { Ref: own } }),
  });
  template.hasResourceProperties('AWS::Logs::LogGroup', {
    KmsKeyId: Match.anyValue(),
    LogGroupName: Match.anyValue(), // the API's, which is still made
  });
  template.resourceCountIs('AWS::SNS::Topic', 0);
  template.allResourcesProperties('AWS::CloudWatch::Alarm', {
    AlarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
  });
  template.allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: BOUNDARY });
  template.hasResourceProperties('AWS::IAM::Role', {
    Policies: [
      {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Action: Match.arrayWith(['ec2:CreateNetworkInterface']) }),
            Match.objectLike({ Action: 'kms:Decrypt' }),
          ]),
        },
      },
    ],
  });
});

test('a key of the app lets the logs and the topic that are made use it', () => {
  const { stack } = foreignApp((scope) => ({ encryptionKey: new Key(scope, 'Key') }));
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
  const [policy] = Object.values(template.findResources('AWS::KMS::Key')).map(({ Properties }) =>
    JSON.stringify(Properties.KeyPolicy),
  );
  expect(policy).toContain('"Service":"cloudwatch.amazonaws.com"');
  expect(policy).toMatch(/"logs\.",\{"Ref":"AWS::Region"\},"\.",\{"Ref":"AWS::URLSuffix"\}/);
});

test("the package is uploaded by the app's own bootstrap", () => {
  const { stack } = foreignApp();
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    Code: { S3Bucket: { 'Fn::Sub': Match.stringLikeRegexp(`^cdk-${QUALIFIER}-assets`) } },
  });
});

test('its rules hold in an app that checks them, whose region is not known', () => {
  const { app } = foreignApp((scope) => ({
    encryptionKey: new Key(scope, 'Key', { enableKeyRotation: true }),
  }));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  expect(readBrokenRules(app.synth().directory)).toEqual([]);
});

test('options are checked as in a configuration', () => {
  expect(() => foreignApp(() => ({ options: { memoryMb: 1 } }))).toThrow(
    'In the options of Acme/Iris: found 1 at memoryMb, expected a whole number from 128 to 10,240.',
  );
  const certificateArn = 'arn:aws:acm:eu-west-1:123456789012:certificate/x';
  const domain = { name: 'a.example.com', certificateArn };
  expect(() => foreignApp(() => ({ options: { domain } }))).not.toThrow();
  expect(() =>
    foreignApp(() => ({
      options: { domain: { ...domain, hostedZoneId: 'Z1', hostedZoneName: 'b.org' } },
    })),
  ).toThrow('expected a name in the zone b.org');
});

test.each([
  [{ region: 'us-east-1' }, 'found "us-east-1" at region, expected the stack\'s'],
  [{ account: '210987654321' }, 'found "210987654321" at account, expected the stack\'s'],
  [{ tags: { team: 'forest' } }, 'found "team" at tags, expected none: use Tags.of(stack)'],
  [{ packaging: 'image' }, 'found "image" at packaging, expected it with "code"'],
  [{ batch: { input: 's3://files', output: 's3://rows' } }, 'found batch, expected none'],
] as const)('a whole stage may be the options where the stack agrees: %j', (stage, says) => {
  const env = { region: 'eu-west-1', account: '123456789012' };
  const stack = new Stack(new App({ outdir: freshFolder() }), 'Acme', {
    env,
    tags: { app: 'acme' },
  });
  const make = (id: string, options: object) =>
    new PredictionService(stack, id, { ...given, options });
  expect(() => make('Wrong', stage)).toThrow(`In the options of Acme/Wrong: ${says}`);
  expect(() => make('Right', { ...env, tags: { app: 'acme' }, packaging: 'zip' })).not.toThrow();
});

const ELSEWHERE: readonly (readonly [string, (stack: Stack) => Partial<PredictionServiceProps>])[] =
  [
    [
      'found alarmTopic of the region us-east-1, expected one of eu-west-1',
      (stack) => ({
        alarmTopic: Topic.fromTopicArn(stack, 'T', 'arn:aws:sns:us-east-1:123456789012:pager'),
      }),
    ],
    [
      'found encryptionKey of the region us-east-1, expected one of eu-west-1',
      (stack) => ({
        encryptionKey: Key.fromKeyArn(stack, 'K', 'arn:aws:kms:us-east-1:123456789012:key/a'),
      }),
    ],
    [
      'found logGroup of the account 210987654321, expected one of 123456789012',
      (stack) => ({
        logGroup: LogGroup.fromLogGroupArn(
          stack,
          'L',
          'arn:aws:logs:eu-west-1:210987654321:log-group:a:*',
        ),
      }),
    ],
    [
      'found permissionsBoundary of the account 210987654321, expected one of 123456789012',
      (stack) => ({
        permissionsBoundary: ManagedPolicy.fromManagedPolicyArn(
          stack,
          'B',
          'arn:aws:iam::210987654321:policy/boundary',
        ),
      }),
    ],
    ['found securityGroups, expected vpc beside it', () => ({ securityGroups: [] })],
  ];

function placedService(existing: (stack: Stack) => Partial<PredictionServiceProps>): void {
  const app = new App({ outdir: freshFolder(), analyticsReporting: false });
  const env = { region: 'eu-west-1', account: '123456789012' };
  const stack = new Stack(app, 'Placed', { env });
  new PredictionService(stack, 'Iris', { ...given, ...existing(stack) });
}

test.each(ELSEWHERE)('what AWS would refuse is refused: %s', (message, existing) => {
  expect(() => placedService(existing)).toThrow(message);
});

test('what is of the same place, of AWS, or not known yet is taken', () => {
  const ours = 'arn:aws:kms:eu-west-1:210987654321:key/a'; // keys and topics may be of other accounts
  placedService((stack) => ({
    encryptionKey: Key.fromKeyArn(stack, 'K', ours),
    alarmTopic: new Topic(stack, 'T'),
    permissionsBoundary: ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'),
  }));
});

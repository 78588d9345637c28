/** The stack that scores files: its definition is AWS's language, its roles are narrow. */
import validate from 'asl-validator';
import { expect, test } from 'vitest';

import { statementsOf } from '../batch/permissions.ts';
import { asText, BATCH, synthesizeBatch } from '../batch/synthesize.ts';
import executed from '../batch/training-definition.json' with { type: 'json' };
import type { Template } from '../../src/synth.ts';
import type { Json } from '../fixture.ts';
import { synthesizeStage } from '../fixture.ts';

const { template, definition, training } = await synthesizeBatch();
const resources = (type: string): [string, Json][] =>
  Object.entries(template.Resources).filter(([, { Type }]) => Type === type);

test('its definition is what Step Functions takes', () => {
  const result = validate(JSON.parse(definition));
  expect(result.errorsText('\n')).toBe('');
  expect(result.isValid).toBe(true);
  const wrong = definition.replace('"StartAt":"PlanPieces"', '"StartAt":"Nowhere"');
  expect(validate(JSON.parse(wrong)).isValid).toBe(false);
});

test('so is that of the one that trains, which the tests of the command execute', () => {
  expect(JSON.parse(training)).toEqual(executed);
  const result = validate(JSON.parse(training));
  expect(result.errorsText('\n')).toBe('');
});

test('a function that trains may read the input and what belongs to trainings, and write that', () => {
  expect(filesOf('TrainRole')).toEqual([
    [['GetObject'], ['inputs/new/*']],
    [['AbortMultipartUpload', 'GetObject', 'PutObject'], ['/training/*']],
    [['ListBucket'], ['inputs']],
  ]);
});

test('a child may read the input, write parts and receipts, and nothing else', () => {
  expect(filesOf('ScoreRole')).toEqual([
    [['GetObject'], ['inputs/new/*']],
    [
      ['AbortMultipartUpload', 'GetObject', 'PutObject'],
      ['outputs/scored/*/part-*', 'outputs/scored/part-*'],
    ],
    [['PutObject'], ['/*/_run/receipts/*']],
    [['ListBucket'], ['inputs']],
  ]);
});

test.each(['PlanRole', 'CloseRole'])(
  '%s may write lists, and of the output what says what was scored',
  (role) => {
    expect(filesOf(role)).toEqual([
      [['GetObject'], ['inputs/new/*']],
      [['GetObject', 'PutObject'], ['/*/_run/*']],
      [
        ['DeleteObject', 'PutObject'],
        [
          'outputs/scored/*/_manifest.json',
          'outputs/scored/*/_parts.jsonl',
          'outputs/scored/_manifest.json',
          'outputs/scored/_parts.jsonl',
        ],
      ],
      [['PutObject'], ['outputs/scored/*/part-*', 'outputs/scored/part-*']],
      [['ListBucket'], ['inputs']],
      [['ListBucket'], ['outputs']],
      [['ListBucket'], ['']],
    ]);
  },
);

test('policies of the longest places and of all keys fit into a role', async () => {
  const place = (letter: string) => `s3://${letter.repeat(63)}/${letter.repeat(511)}`;
  const key = (i: number) =>
    `arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-00000000000${i}`;
  const { batch } = await synthesizeStage({
    region: 'us-gov-west-1',
    batch: {
      ...{ input: place('i'), output: place('o'), outputKeyArn: key(0) },
      inputKeyArns: Array.from({ length: 10 }, (_, i) => key(i)),
    },
  });
  for (const role of ['PlanRole', 'ScoreRole', 'CloseRole']) {
    const length = JSON.stringify(statementsOf(role, batch!.template)).length;
    expect(length).toBeGreaterThan(5_000);
    expect(length).toBeLessThan(10_240);
  }
});

/** What a role may do with keys: actions, keys, and by whom and for what. */
function keysOf(id: string, all: Template): unknown[] {
  return statementsOf(id, all)
    .filter(({ Action }) => [Action].flat().some((action) => action.startsWith('kms:')))
    .map(({ Action, Resource, Condition = {} }) => ({
      actions: [Action].flat(),
      keys: [Resource].flat(),
      by: Condition['StringEquals']!['kms:ViaService'],
      of: (Condition['StringLike']!['kms:EncryptionContext:aws:s3:arn'] as readonly unknown[]).map(
        (arn) => asText(arn).replace(/^.*:::/, ''),
      ),
    }));
}

test('keys may be used by S3 alone, those of the input to read, that of the output to write', async () => {
  const inputKeyArns = [
    'arn:aws:kms:eu-west-1:123456789012:key/in-1',
    'arn:aws:kms:eu-west-1:123456789012:key/in-2',
  ];
  const outputKeyArn = 'arn:aws:kms:us-east-1:123456789012:key/out';
  const batch = { ...BATCH, trainingMemoryMb: 3_008, inputKeyArns, outputKeyArn };
  const all = (await synthesizeStage({ batch })).batch!.template;
  const reading = {
    actions: ['kms:Decrypt'],
    keys: inputKeyArns,
    by: ['s3.eu-west-1.amazonaws.com'],
    of: ['inputs', 'inputs/new/*'],
  };
  const writing = {
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    keys: [outputKeyArn],
    by: ['s3.us-east-1.amazonaws.com'],
    of: ['outputs', 'outputs/scored/*'],
  };
  for (const role of ['PlanRole', 'ScoreRole', 'CloseRole']) {
    expect(keysOf(role, all)).toEqual([reading, writing]);
  }
  expect(keysOf('TrainRole', all)).toEqual([reading]);
  expect(keysOf('MachineRole', all)).toEqual([]);
  expect(keysOf('ScoreRole', template)).toEqual([]);
});

test.each([
  [false, undefined],
  [true, 'inputs'],
])('who pays for reading the input is told to all functions: %s', async (isPaid, bucket) => {
  const batch = { ...BATCH, trainingMemoryMb: 3_008, inputRequesterPays: isPaid };
  const all = (await synthesizeStage({ batch })).batch!.template;
  const functions = Object.values(all.Resources).filter(({ Properties }) =>
    /^handler\.(plan|score|close|train)$/.test(String(Properties?.['Handler'])),
  );
  expect(functions).toHaveLength(4);
  for (const { Properties } of functions) {
    const { Variables } = Properties!['Environment'] as { Variables: Record<string, unknown> };
    expect(Variables['REQUESTER_PAYS_BUCKET']).toBe(bucket);
  }
});

test('what scores holds new objects in a space that does not grow with its memory', async () => {
  const { batch } = await synthesizeStage({ batch: { ...BATCH, memoryMb: 3_008 } });
  const optionsOf = (handler: string) => {
    const found = Object.values(batch!.template.Resources).find(
      ({ Properties }) => Properties?.['Handler'] === handler,
    );
    const { Variables } = found!.Properties!['Environment'] as { Variables: Json };
    return (Variables as unknown as Record<string, unknown>)['NODE_OPTIONS'];
  };
  expect(optionsOf('handler.score')).toBe('--max-semi-space-size=16 --max-old-space-size=2707');
  expect(optionsOf('handler.close')).toBeUndefined();
});

test('no role may do anything else to everything than write traces and deliver logs', () => {
  const statements = resources('AWS::IAM::Role').flatMap(([id]) => statementsOf(id, template));
  const open = statements
    .filter(({ Resource }) => Resource === '*')
    .flatMap(({ Action }) => Action);
  expect(open.filter((action) => !/^(xray|logs):/.test(action))).toEqual([]);
  expect(statements.length).toBeGreaterThan(10);
});

test('temporary data is encrypted, closed to the public, and expires', () => {
  const [[, bucket]] = resources('AWS::S3::Bucket') as [[string, Json]];
  expect(bucket.Properties).toMatchObject({
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
      ],
    },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 14, Status: 'Enabled' }] },
  });
  const [[, policy]] = resources('AWS::S3::BucketPolicy') as [[string, Json]];
  expect(JSON.stringify(policy)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
});

test('an alarm goes off where Lambda costs more in an hour than was agreed', async () => {
  const { batch } = await synthesizeStage({
    batch: { ...BATCH, memoryMb: 2048, alarmDollarsPerHour: 3 },
    alarms: { emails: ['ops@example.com'] },
  });
  const all = Object.values(batch!.template.Resources);
  const alarm = all.find(
    ({ Type, Properties }) => Type === 'AWS::CloudWatch::Alarm' && Properties?.['Threshold'] === 3,
  );
  const { Metrics } = alarm!.Properties as { readonly Metrics: readonly AlarmMetric[] };
  const [math, ...metrics] = Metrics;
  const perMs = (mb: number) => ((0.0000133334 * mb) / 1024 / 1000).toFixed(15);
  expect(math!.Expression).toBe(
    `FILL(m0, 0) * ${perMs(1769)} + FILL(m1, 0) * ${perMs(1769)} + FILL(m2, 0) * ${perMs(2048)}`,
  );
  expect(metrics.map(({ MetricStat }) => MetricStat?.Period)).toEqual([3600, 3600, 3600]);
  expect(all.filter(({ Type }) => Type === 'AWS::SNS::Subscription')).toHaveLength(1);
});

test('an alarm goes off where a run that scores or trains fails or takes too long', async () => {
  const { batch } = await synthesizeStage({ batch: { ...BATCH, trainingMemoryMb: 3_008 } });
  const { Resources } = batch!.template;
  const all = Object.entries(Resources);
  const machines = all.filter(([, { Type }]) => Type === 'AWS::StepFunctions::StateMachine');
  const [, alarm] = all.find(([id]) => id.startsWith('Failed'))!;
  const { Metrics } = alarm.Properties as { readonly Metrics: readonly AlarmMetric[] };
  const watched = Metrics.flatMap(({ MetricStat }) =>
    MetricStat === undefined
      ? []
      : `${MetricStat.Metric.MetricName} ${MetricStat.Metric.Dimensions[0]!.Value.Ref}`,
  );
  expect(watched.toSorted()).toEqual(
    machines.flatMap(([id]) => [`ExecutionsFailed ${id}`, `ExecutionsTimedOut ${id}`]).toSorted(),
  );
  expect(machines).toHaveLength(2);
});

test('a stage without it has no such stack, and one without alarms has none here either', async () => {
  expect((await synthesizeStage()).batch).toBeUndefined();
  const quiet = await synthesizeStage({ batch: BATCH, alarms: { enabled: false } });
  const types = Object.values(quiet.batch!.template.Resources).map(({ Type }) => Type);
  expect(types.filter((type) => /CloudWatch|SNS/.test(type))).toEqual([]);
});

interface AlarmMetric {
  readonly Expression?: string;
  readonly MetricStat?: {
    readonly Period: number;
    readonly Metric: {
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Value: { readonly Ref: string } }[];
    };
  };
}

function filesOf(id: string): unknown[] {
  return statementsOf(id, template)
    .filter(({ Resource }) => asText([Resource].flat()[0]).includes(':s3:'))
    .map(({ Action, Resource }) => [
      [Action].flat().map((action) => action.replace('s3:', '')),
      [Resource].flat().map((resource) => asText(resource).replace(/^.*:::(Work\w+)?/, '')),
    ]);
}

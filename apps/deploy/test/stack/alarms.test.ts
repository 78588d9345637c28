/** What is watched, and what happens then. */
import { METRICS, problemMetric } from '@lambda-forest/api';
import { expect, test } from 'vitest';

import { ALARM_METRICS } from '../../src/estimate/estimate-costs.ts';
import { only, properties, resources, single, synthesizeStage } from '../fixture.ts';
import type { Json } from '../fixture.ts';

const result = await synthesizeStage({
  alarms: {
    errors: 2,
    p99DurationMs: 300,
    throttles: 4,
    validationErrorPercent: 12.5,
    validationErrorMinimumRequests: 40,
    minutes: 3,
    emails: ['ops@example.com'],
  },
});
const alarms = resources(result, 'AWS::CloudWatch::Alarm');
const [topic] = single(result, 'AWS::SNS::Topic');

function alarm(name: string): Json {
  return alarms.find(
    ([, { Properties }]) => Properties!.AlarmName === `lambda-forest-iris-staging-${name}`,
  )![1].Properties!;
}

const ALIAS_DIMENSIONS = [
  { Name: 'FunctionName', Value: { Ref: expect.any(String) } },
  { Name: 'Resource', Value: { 'Fn::Join': ['', [{ Ref: expect.any(String) }, ':live']] } },
];

test.each([
  ['Errors', { Namespace: 'AWS/Lambda', MetricName: 'Errors', Statistic: 'Sum', Threshold: 2 }],
  [
    'Throttles',
    { Namespace: 'AWS/Lambda', MetricName: 'Throttles', Statistic: 'Sum', Threshold: 4 },
  ],
  [
    'Duration',
    { Namespace: 'AWS/Lambda', MetricName: 'Duration', ExtendedStatistic: 'p99', Threshold: 300 },
  ],
])('%s watches the traffic of the alias', (name, properties) => {
  expect(alarm(name)).toMatchObject({
    ...properties,
    Dimensions: ALIAS_DIMENSIONS,
    EvaluationPeriods: 3,
  });
});

test('answers from 500 on raise an alarm too, because a service without its model does not fail for Lambda', () => {
  expect(alarm('ServerErrors')).toMatchObject({
    Namespace: 'AWS/ApiGateway',
    MetricName: '5xx',
    Threshold: 2,
  });
});

test('the rate of validation errors is a share of the rows, once there are enough of them', () => {
  const { Metrics, Threshold } = alarm('ValidationErrors');
  expect(Threshold).toBe(12.5);
  const [rate, ...parts]: Json[] = Metrics;
  expect(rate.Expression).toContain('>= 40, 100 * FILL(refused, 0) /');
  const dimensions = [
    { Name: 'model', Value: 'iris' },
    { Name: 'service', Value: 'lambda-forest-iris-staging' },
  ];
  const sumOf = (MetricName: string) => ({
    Metric: { Namespace: 'LambdaForest', MetricName, Dimensions: dimensions },
    Period: 60,
    Stat: 'Sum',
  });
  expect(parts.map(({ Id, MetricStat }) => [Id, MetricStat])).toEqual([
    ['refused', sumOf('RowsRefused')],
    ['answered', sumOf('Predictions')],
  ]);
});

test('the service writes its metrics under the names that alarms and dashboard look for', () => {
  const { Variables } = only(result, 'AWS::Lambda::Function').Environment;
  expect(Variables).toMatchObject({
    POWERTOOLS_SERVICE_NAME: 'lambda-forest-iris-staging',
    POWERTOOLS_METRICS_NAMESPACE: 'LambdaForest',
  });
});

test('a stage without metrics writes none and has no alarm that looks at them', async () => {
  const silent = await synthesizeStage({ metrics: false });
  expect(only(silent, 'AWS::Lambda::Function').Environment.Variables).toMatchObject({
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  const names = properties(silent, 'AWS::CloudWatch::Alarm').map(({ AlarmName }) => AlarmName);
  expect(names).toHaveLength(4);
  expect(JSON.stringify(names)).not.toContain('ValidationErrors');
});

test('every alarm notifies the topic, and missing data raise none', () => {
  expect(alarms).toHaveLength(5);
  for (const [, { Properties }] of alarms) {
    expect(Properties).toMatchObject({
      AlarmActions: [{ Ref: topic }],
      TreatMissingData: 'notBreaching',
    });
  }
  expect(only(result, 'AWS::SNS::Subscription')).toMatchObject({
    Protocol: 'email',
    Endpoint: 'ops@example.com',
    TopicArn: { Ref: topic },
  });
});

test('every alarm triggers a rollback while the alias moves', () => {
  const { AlarmConfiguration } = only(result, 'AWS::CodeDeploy::DeploymentGroup');
  expect(AlarmConfiguration).toEqual({
    Enabled: true,
    Alarms: alarms.map(([id]) => ({ Name: { Ref: id } })),
  });
});

/** The dashboard's body, with a name in the place of what is known later. */
function dashboard(): { widgets: { properties: Json }[] } {
  const { DashboardBody } = only(result, 'AWS::CloudWatch::Dashboard');
  const parts: unknown[] = DashboardBody['Fn::Join'][1];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'REF')).join(''));
}

test('the dashboard shows alarms, traffic, latency, errors, classes and features', () => {
  const titles = dashboard().widgets.map(
    ({ properties }) => properties.title ?? properties.markdown,
  );
  expect(titles).toEqual([
    '# iris 1.0.0',
    'Alarms',
    'Traffic',
    'Latency, ms',
    'Errors',
    'Refused',
    'Predictions by class',
    'Out of range by feature',
  ]);
  expect(dashboard().widgets[1]!.properties.alarms).toHaveLength(alarms.length);
});

test('the dashboard asks for metrics that the service has', () => {
  const text = JSON.stringify(dashboard());
  const plain = [...text.matchAll(/\["LambdaForest","(\w+)"/g)].map(([, name]) => name!);
  const searched = [...text.matchAll(/ MetricName=(\w+) NOT/g)].map(([, name]) => name!);
  expect(searched).toEqual([METRICS.predictions, METRICS.outOfRange]);
  const written: string[] = [...Object.values(METRICS), problemMetric('INPUT_INVALID')];
  expect(written).toEqual(expect.arrayContaining(plain));
  expect(plain.length).toBeGreaterThan(0);
});

test('the estimate counts the metrics that the alarms look at', () => {
  const looked = alarms.flatMap(([, { Properties }]) => {
    const queries: Json[] = Properties!.Metrics ?? [{ MetricStat: Properties }];
    return queries.filter((query) => 'MetricStat' in query);
  });
  expect(looked).toHaveLength(ALARM_METRICS.ofAws + ALARM_METRICS.own);
});

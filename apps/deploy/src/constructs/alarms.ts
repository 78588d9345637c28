import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

import type { StageConfig } from '../config/index.ts';
import { serviceMetric } from './service-metrics.ts';
import type { ServiceDimensions } from './service-metrics.ts';
import { suppress } from './suppress.ts';

/** What every alarm looks at. */
const PERIOD = Duration.minutes(1);

export interface ServiceAlarmsProps {
  readonly stage: StageConfig;
  readonly dimensions: ServiceDimensions;
  readonly alias: Alias;
  readonly apiStage: HttpStage;
}

/**
 * The alarms, and the topic that tells of them, which only alarms of this account may use, and by TLS. Each watches what goes through the alias, minute by minute, so
 * that it sees a canary's share too; no data means that all is well.
 *
 * - **Errors**: invocations that failed or ran out of time.
 * - **ServerErrors**: answers from 500 on. A service without its model answers 503, which Lambda counts as a
 *   success, so that Errors alone would let it through.
 * - **Duration**: the slowest hundredth.
 * - **Throttles**: refused for want of concurrency.
 * - **ValidationErrors**: how many per cent of the predictions asked for did not fit the schema. Clients that
 *   suddenly all do something wrong were told something else, or the new model has another schema.
 */
export class ServiceAlarms extends Construct {
  readonly topic: Topic;
  readonly all: readonly Alarm[];

  constructor(
    scope: Construct,
    id: string,
    { stage, dimensions, alias, apiStage }: ServiceAlarmsProps,
  ) {
    super(scope, id);
    const { alarms } = stage;
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AllowAlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    for (const email of alarms.emails) {
      const subscription = this.topic.addSubscription(new EmailSubscription(email));
      suppress(subscription, {
        rule: 'Serverless-SNSRedrivePolicy',
        reason:
          'SNS has its own retries for e-mail, and an alarm whose mail is lost still shows on the dashboard.',
      });
    }
    const sum = { period: PERIOD, statistic: Stats.SUM };
    const alarm = (name: string, metric: IMetric, threshold: number, description: string) =>
      new Alarm(this, name, {
        alarmName: `${dimensions.service}-${name}`,
        alarmDescription: description,
        metric,
        threshold,
        evaluationPeriods: alarms.minutes,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
    this.all = [
      alarm(
        'Errors',
        alias.metricErrors(sum),
        alarms.errors,
        'Invocations fail or run out of time.',
      ),
      alarm(
        'ServerErrors',
        apiStage.metric('5xx', sum),
        alarms.errors,
        'Requests are answered with a status from 500 on.',
      ),
      alarm(
        'Duration',
        alias.metricDuration({ period: PERIOD, statistic: Stats.percentile(99) }),
        alarms.p99DurationMs,
        'The slowest hundredth of the invocations takes too long.',
      ),
      alarm(
        'Throttles',
        alias.metricThrottles(sum),
        alarms.throttles,
        'Invocations are refused for want of concurrency.',
      ),
      alarm(
        'ValidationErrors',
        validationErrorPercent(dimensions, alarms.validationErrorMinimumRequests),
        alarms.validationErrorPercent,
        'Too many of the predictions asked for do not fit the schema.',
      ),
    ];
    for (const each of this.all) each.addAlarmAction(new SnsAction(this.topic));
  }
}

/** Requests refused for their input, of all that asked for predictions; 0 while there are few. */
function validationErrorPercent(dimensions: ServiceDimensions, minimumRequests: number): IMetric {
  return new MathExpression({
    label: 'per cent refused',
    period: PERIOD,
    expression: `IF(FILL(refused, 0) + FILL(answered, 0) >= ${minimumRequests}, 100 * FILL(refused, 0) / (FILL(refused, 0) + FILL(answered, 0)), 0)`,
    usingMetrics: {
      refused: serviceMetric(dimensions, 'Problem_INPUT_INVALID', PERIOD),
      answered: serviceMetric(dimensions, 'Latency', PERIOD, Stats.SAMPLE_COUNT),
    },
  });
}

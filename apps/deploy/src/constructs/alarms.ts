import { Duration } from 'aws-cdk-lib';
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
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

import { METRICS } from '@lambda-forest/api';
import type { MetricDimensions } from '@lambda-forest/api';

import type { StageConfig } from '../config/index.ts';
import { alarmTopic, subscribe } from './alarm-topic.ts';
import type { ExistingResources } from './existing-resources.ts';
import { serviceMetric } from './service-metrics.ts';

/** How often each alarm looks at its metric. */
const PERIOD = Duration.minutes(1);

export interface ServiceAlarmsProps extends Pick<
  ExistingResources,
  'alarmTopic' | 'encryptionKey'
> {
  readonly stage: StageConfig;
  readonly dimensions: MetricDimensions;
  readonly alias: Alias;
  readonly apiStage: HttpStage;
}

/**
 * The alarms, and the topic that they notify, unless one is given; only alarms of this account may publish to it, and only over TLS. Each
 * alarm watches what goes through the alias, minute by minute, so that it sees a canary's share too. No data means
 * that all is well.
 *
 * - **Errors**: invocations that failed or timed out.
 * - **ServerErrors**: answers with a status of 500 or above. A service without its model answers 503, which Lambda
 *   counts as a success, so that Errors alone would miss it.
 * - **Duration**: the slowest hundredth.
 * - **Throttles**: invocations refused because the concurrency is used up.
 * - **ValidationErrors**: the percentage of requested predictions, those of a batch one by one, whose input does not
 *   fit the schema. If all clients suddenly send invalid input, the new model probably has another schema. A stage
 *   without metrics has no such alarm.
 */
export class ServiceAlarms extends Construct {
  readonly topic: ITopic;
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id);
    const { stage, dimensions, alias, apiStage } = props;
    const { alarms } = stage;
    this.topic = props.alarmTopic ?? alarmTopic(this, 'Topic', props.encryptionKey);
    subscribe(this.topic, alarms.emails);
    this.all = alarmsOf(stage, dimensions, alias, apiStage).map(
      ({ name, metric, threshold, description }) =>
        new Alarm(this, name, {
          alarmName: `${dimensions.service}-${name}`,
          alarmDescription: description,
          metric,
          threshold,
          evaluationPeriods: alarms.minutes,
          comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          treatMissingData: TreatMissingData.NOT_BREACHING,
        }),
    );
    for (const alarm of this.all) alarm.addAlarmAction(new SnsAction(this.topic));
  }
}

interface AlarmSpec {
  readonly name: string;
  readonly metric: IMetric;
  /** The alarm goes off at this value. */
  readonly threshold: number;
  readonly description: string;
}

function alarmsOf(
  { alarms, metrics }: StageConfig,
  dimensions: MetricDimensions,
  alias: Alias,
  apiStage: HttpStage,
): AlarmSpec[] {
  const sum = { period: PERIOD, statistic: Stats.SUM };
  return [
    {
      name: 'Errors',
      metric: alias.metricErrors(sum),
      threshold: alarms.errors,
      description: 'Invocations fail or run out of time.',
    },
    {
      name: 'ServerErrors',
      metric: apiStage.metric('5xx', sum),
      threshold: alarms.errors,
      description: 'Requests are answered with a status from 500 on.',
    },
    {
      name: 'Duration',
      metric: alias.metricDuration({ period: PERIOD, statistic: Stats.percentile(99) }),
      threshold: alarms.p99DurationMs,
      description: 'The slowest hundredth of the invocations takes too long.',
    },
    {
      name: 'Throttles',
      metric: alias.metricThrottles(sum),
      threshold: alarms.throttles,
      description: 'Invocations are throttled because the concurrency is used up.',
    },
    ...(metrics
      ? [
          {
            name: 'ValidationErrors',
            metric: validationErrorPercent(dimensions, alarms.validationErrorMinimumRequests),
            threshold: alarms.validationErrorPercent,
            description: 'Too many of the requested predictions do not fit the schema.',
          },
        ]
      : []),
  ];
}

/** Rows refused for the schema, of all that asked for predictions; 0 while there are few. */
function validationErrorPercent(dimensions: MetricDimensions, minimumRequests: number): IMetric {
  return new MathExpression({
    label: 'per cent refused',
    period: PERIOD,
    expression: `IF(FILL(refused, 0) + FILL(answered, 0) >= ${minimumRequests}, 100 * FILL(refused, 0) / (FILL(refused, 0) + FILL(answered, 0)), 0)`,
    usingMetrics: {
      refused: serviceMetric(dimensions, METRICS.rowsRefused, PERIOD),
      answered: serviceMetric(dimensions, METRICS.predictions, PERIOD),
    },
  });
}

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
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { PRICES } from '@lambda-forest/scale/prices';
import type { Construct } from 'constructs';

import type { BatchConfig, StageConfig } from '../config/index.ts';
import { alarmTopic, subscribe } from '../constructs/alarm-topic.ts';

const MS_PER_SECOND = 1000;
const MB_PER_GB = 1024;

export interface BatchAlarmsProps {
  readonly name: string;
  readonly stage: StageConfig;
  readonly batch: BatchConfig;
  readonly machines: readonly StateMachine[];
  /** MB, of each function. */
  readonly memory: ReadonlyMap<LambdaFunction, number>;
}

/**
 * - **Cost**: Lambda's time within an hour, in US dollars at the price of `PRICES.region`.
 * - **Failed**: a run, of any of the state machines, has failed or has run out of time.
 */
export function batchAlarms(scope: Construct, props: BatchAlarmsProps): void {
  const { name, stage, batch, machines } = props;
  const topic = alarmTopic(scope, 'Topic');
  subscribe(topic, stage.alarms.emails);
  const runs = { period: Duration.minutes(5), statistic: Stats.SUM };
  const ends = machines.flatMap((each) => [each.metricFailed(runs), each.metricTimedOut(runs)]);
  const failed = new MathExpression({
    label: 'runs that failed',
    period: runs.period,
    expression: ends.map((_, i) => `FILL(m${i}, 0)`).join(' + '),
    usingMetrics: named(ends),
  });
  const specs = [
    ['Cost', dollars(props), batch.alarmDollarsPerHour, 'Scoring costs more than was expected.'],
    ['Failed', failed, 1, 'A run that scores files, or trains on them, has failed.'],
  ] as const;
  for (const [id, metric, threshold, alarmDescription] of specs) {
    const alarm = new Alarm(scope, id, {
      alarmName: `${name}-${id}`,
      alarmDescription,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
  }
}

function dollars({ memory }: BatchAlarmsProps): IMetric {
  const hour = { period: Duration.hours(1), statistic: Stats.SUM };
  const terms = [...memory.values()].map((memoryMb, i) => {
    const perMs = (PRICES.lambdaGbSecond * memoryMb) / MB_PER_GB / MS_PER_SECOND;
    return `FILL(m${i}, 0) * ${perMs.toFixed(15)}`;
  });
  return new MathExpression({
    label: 'dollars of Lambda',
    period: hour.period,
    expression: terms.join(' + '),
    usingMetrics: named([...memory.keys()].map((each) => each.metricDuration(hour))),
  });
}

/** Metrics as an expression calls them: m0, m1, … */
function named(metrics: readonly IMetric[]): Record<string, IMetric> {
  return Object.fromEntries(metrics.map((metric, i) => [`m${i}`, metric]));
}

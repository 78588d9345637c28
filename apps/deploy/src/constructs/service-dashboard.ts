import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  MathExpression,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Alarm, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmStatusWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

import { METRICS, problemMetric } from '@lambda-forest/api';
import type { MetricDimensions } from '@lambda-forest/api';

import { searchByKind, serviceMetric } from './service-metrics.ts';

/** One point of every graph. */
const PERIOD = Duration.minutes(5);

/** Of CloudWatch's 24 columns. */
const HALF = 12;
const WHOLE = 24;

export interface ServiceDashboardProps {
  readonly dimensions: MetricDimensions;
  /** Such as `iris 1.0.0`: the heading. */
  readonly title: string;
  readonly alias: Alias;
  readonly apiStage: HttpStage;
  readonly alarms: readonly Alarm[];
}

/**
 * One page about the service, five minutes a point: alarms, traffic, latency, errors, and what the model does:
 * predictions by class and values outside the training range by feature. Those two find their lines by search,
 * so that they follow a model with other classes or features.
 */
export class ServiceDashboard extends Construct {
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, props: ServiceDashboardProps) {
    super(scope, id);
    const { dimensions, title, alias, apiStage, alarms } = props;
    const sum = { period: PERIOD, statistic: Stats.SUM };
    const service = (name: string, label: string) =>
      serviceMetric(dimensions, name, PERIOD).with({ label });
    const byKind = (prefix: string) =>
      new MathExpression({
        expression: searchByKind(dimensions, prefix, PERIOD),
        usingMetrics: {},
        label: '',
        period: PERIOD,
      });
    this.dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: dimensions.service,
      widgets: [
        [new TextWidget({ markdown: `# ${title}`, width: WHOLE, height: 1 })],
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: WHOLE, height: 2 })],
        [
          graph('Traffic', [
            apiStage.metric('Count', { ...sum, label: 'requests' }),
            service(METRICS.predictions, 'predictions'),
            alias.metricInvocations({ ...sum, label: 'invocations' }),
          ]),
          graph('Latency, ms', [
            ...[50, 90, 99].map((p) =>
              apiStage.metric('Latency', {
                period: PERIOD,
                statistic: Stats.percentile(p),
                label: `API p${p}`,
              }),
            ),
            alias.metricDuration({
              period: PERIOD,
              statistic: Stats.percentile(99),
              label: 'function p99',
            }),
          ]),
        ],
        [
          graph('Errors', [
            alias.metricErrors({ ...sum, label: 'failed invocations' }),
            alias.metricThrottles({ ...sum, label: 'throttled' }),
            apiStage.metric('5xx', { ...sum, label: 'answers 5xx' }),
            apiStage.metric('4xx', { ...sum, label: 'answers 4xx' }),
          ]),
          graph('Refused', [
            service(problemMetric('INPUT_INVALID'), 'requests that do not fit'),
            service(METRICS.rowsRefused, 'rows that do not fit'),
            service(METRICS.validationErrors, 'fields that do not fit'),
          ]),
        ],
        [
          graph('Predictions by class', [byKind(METRICS.predictions)], true),
          graph('Out of range by feature', [byKind(METRICS.outOfRange)]),
        ],
      ],
    });
  }
}

function graph(title: string, left: IMetric[], stacked = false): GraphWidget {
  return new GraphWidget({ title, left, stacked, width: HALF, leftYAxis: { min: 0 } });
}

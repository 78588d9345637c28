import type {
  ClassificationIntervals,
  ClassificationMetrics,
  Interval,
  RegressionIntervals,
  RegressionMetrics,
} from '@lambda-forest/evaluator';

import { four, short, whole } from '../format.ts';
import { html } from '../html.ts';
import type { Html, HtmlValue } from '../html.ts';
import { definitions, tableHtml } from '../page-parts.ts';
import type { Section } from '../page-parts.ts';
import type { ReportInput } from '../report-input.ts';

type Row = readonly [
  name: string,
  value: string,
  interval: Interval | null | undefined,
  meaning: string,
];

const MAX_FOLDS = 20;

export function metricsSection(input: ReportInput): Section {
  const { evaluation, training } = input;
  const { metrics, intervals, rowsName } = evaluation;
  const rows =
    metrics.task === 'classification'
      ? classRows(metrics, intervals as ClassificationIntervals | undefined)
      : quantityRows(metrics, intervals as RegressionIntervals | undefined);
  const format = metrics.task === 'classification' ? four : (value: number) => short(value, 5);
  return {
    id: 'metrics',
    title: 'How good it is',
    content: html`<p>
        Measured on ${whole(metrics.rowCount)} rows: ${rowsName}. An interval says where the metric
        may lie on other rows of the same kind, with confidence 95
        %${intervals === undefined ? '' : metrics.task === 'classification' ? ': of the accuracy by Wilson’s formula, of the others by drawing the rows anew' : ', by drawing the rows anew'}.
      </p>
      ${tableHtml({
        caption: 'Metrics with confidence intervals',
        head: ['Metric', 'Value', '95 % interval', 'Meaning'],
        words: [0, 3],
        rows: rows.map(([name, value, interval, meaning]): HtmlValue[] => [
          name,
          value,
          interval === null || interval === undefined
            ? '–'
            : `${format(interval.lower)} to ${format(interval.upper)}`,
          meaning,
        ]),
        note:
          intervals === undefined
            ? 'There are too many rows to draw them anew for more intervals.'
            : undefined,
      })}
      ${training !== undefined && crossValidation(training, metrics.task)}`,
  };
}

function classRows(
  metrics: ClassificationMetrics,
  intervals: ClassificationIntervals | undefined,
): Row[] {
  const { accuracy, accuracyInterval, balancedAccuracy, macro, logLoss, brierScore } = metrics;
  return [
    ['Accuracy', four(accuracy), accuracyInterval, 'share of rows whose class is predicted right'],
    [
      'Balanced accuracy',
      four(balancedAccuracy),
      intervals?.balancedAccuracy,
      'the same for each class, then the mean: rare classes count as much',
    ],
    [
      'Macro F1',
      four(macro.f1),
      intervals?.macroF1,
      'precision and recall together, mean of classes',
    ],
    [
      'ROC-AUC',
      four(macro.rocAuc),
      intervals?.macroRocAuc,
      'how well scores order rows: 0.5 is chance, 1 perfect',
    ],
    [
      'Log-loss',
      four(logLoss),
      intervals?.logLoss,
      'how surprised the probabilities are by the truth: 0 is perfect',
    ],
    [
      'Brier score',
      four(brierScore),
      intervals?.brierScore,
      'squared distance of the probabilities from the truth: 0 is perfect',
    ],
  ];
}

function quantityRows(
  metrics: RegressionMetrics,
  intervals: RegressionIntervals | undefined,
): Row[] {
  const { r2, rmse, mae, mape } = metrics;
  return [
    [
      'R2',
      four(r2),
      intervals?.r2,
      'share of the spread that is explained: 1 is perfect, 0 no better than the mean',
    ],
    [
      'RMSE',
      short(rmse, 5),
      intervals?.rmse,
      'root of the mean squared error, in the target’s unit',
    ],
    ['MAE', short(mae, 5), intervals?.mae, 'mean distance from the truth, in the target’s unit'],
    [
      'MAPE',
      short(mape, 4),
      undefined,
      'mean distance as a share of the truth; huge where a truth is 0',
    ],
  ];
}

function crossValidation(
  { crossValidation: cv, outOfBagScore }: NonNullable<ReportInput['training']>,
  task: ReportInput['evaluation']['metrics']['task'],
): Html {
  const what = task === 'classification' ? 'accuracy' : 'R2';
  const folds = cv.scores.slice(0, MAX_FOLDS).map(four).join(', ');
  return html`<h3>Before the test rows were touched</h3>
    ${definitions([
      [`Cross-validation, mean ${what}`, four(cv.mean)],
      [`Deviation of ${cv.scores.length} folds`, four(cv.standardDeviation)],
      ...(outOfBagScore === undefined
        ? []
        : ([[`Out-of-bag ${what}`, four(outOfBagScore)]] as const)),
    ])}
    <p class="note">
      Folds: ${folds}${cv.scores.length > MAX_FOLDS && ` and ${cv.scores.length - MAX_FOLDS} more`}
    </p>`;
}

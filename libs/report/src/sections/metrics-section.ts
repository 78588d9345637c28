import {
  describeOverlooked,
  isImbalanced,
  METRICS,
  overlookedClass,
} from '@lambda-forest/evaluator';
import type {
  ClassificationIntervals,
  ClassificationMetrics,
  Interval,
  RegressionIntervals,
  RegressionMetrics,
} from '@lambda-forest/evaluator';
import { count, fourDecimals, truncate } from '@lambda-forest/text';

import { baselineOfClasses, baselineOfQuantity, classCounts } from '../baseline.ts';
import { percent, shortNumber } from '../format.ts';
import { html, keepOptions } from '../html.ts';
import type { Html, HtmlValue } from '../html.ts';
import { knownRows } from '../known-rows.ts';
import { definitions, tableHtml } from '../page-parts.ts';
import type { Section } from '../page-parts.ts';
import type { ReportInput } from '../report-input.ts';

type Row = readonly [
  name: string,
  value: number | null,
  baseline: number | null | undefined,
  interval: Interval | null | undefined,
  meaning: string,
  format?: (value: number) => string,
];

const MAX_FOLDS = 20;

const fiveDigits = (value: number) => shortNumber(value, 5);

export function metricsSection(input: ReportInput): Section {
  const { evaluation, training } = input;
  const { metrics, intervals, rowsName } = evaluation;
  const rows =
    metrics.task === 'classification'
      ? classRows(input, metrics, intervals as ClassificationIntervals | undefined)
      : quantityRows(input, metrics, intervals as RegressionIntervals | undefined);
  return {
    id: 'metrics',
    title: 'How good it is',
    content: html`<p>
        Measured on ${count(metrics.rowCount, 'row')}: ${rowsName}. An interval says where the
        metric may lie on other rows of the same kind, with confidence 95
        %${intervals === undefined ? '' : metrics.task === 'classification' ? ': for the accuracy by Wilson’s formula, for the others by resampling the rows' : ', by resampling the rows'}.
      </p>
      ${tableHtml({
        caption: 'Metrics with confidence intervals',
        head: ['Metric', 'Value', 'Baseline', '95 % interval', 'Meaning'],
        words: [0, 4],
        rows: rows.map(
          ([name, value, compared, interval, meaning, format = fourDecimals]): HtmlValue[] => [
            name,
            value === null ? fourDecimals(value) : format(value),
            compared === null || compared === undefined ? '–' : format(compared),
            interval === null || interval === undefined
              ? '–'
              : `${format(interval.lower)} to ${format(interval.upper)}`,
            meaning,
          ],
        ),
        note:
          intervals === undefined
            ? 'There are too many rows to resample them for more intervals.'
            : undefined,
      })}
      ${baseline(input)} ${overlooked(input)} ${coverage(evaluation.intervalCoverage)}
      ${training !== undefined && crossValidation(training, input)}`,
  };
}

/** What the interval in the answers of a quantity is worth. */
function coverage(share: number | undefined): Html | undefined {
  if (share === undefined) return undefined;
  return html`<p class="note">
    The interval in an answer is made to hold 80 % of the true values of rows like the training's:
    of these rows it holds ${percent(share)}.
  </p>`;
}

/** What the baseline is: a model that has learned nothing, without which a metric cannot be judged. */
function baseline({ schema, model }: ReportInput): Html {
  if (schema.task === 'regression') {
    return html`<p class="note">
      The baseline answers every row with the mean of the ${knownRows(model)},
      ${fiveDigits(schema.target.mean)}.
    </p>`;
  }
  const { classes, counts } = schema.target;
  const commonest = classes[counts.indexOf(Math.max(...counts))]!;
  return html`<p class="note">
    The baseline always answers ${truncate(commonest, 40)}, the most frequent class of the
    ${knownRows(model)}, with the shares of the classes as
    probabilities.${isImbalanced(counts) && ' A class is rare, so metrics of probabilities come first: they show how it fares, and the accuracy hides it.'}
  </p>`;
}

function overlooked({ schema, evaluation: { metrics }, model }: ReportInput): Html | undefined {
  if (schema.task === 'regression' || metrics.task === 'regression') return undefined;
  const found = overlookedClass(metrics, schema.target.counts);
  if (found === undefined) return undefined;
  const shown = { ...found, name: truncate(found.name, 40) };
  return html`<p>
    ${keepOptions(describeOverlooked(shown, model.options['class_weight'] === 'balanced'))}
  </p>`;
}

function classRows(
  input: ReportInput,
  metrics: ClassificationMetrics,
  intervals: ClassificationIntervals | undefined,
): Row[] {
  const { accuracy, accuracyInterval, balancedAccuracy, macro, logLoss, brierScore } = metrics;
  const counts = classCounts(input);
  const compared = baselineOfClasses(input);
  const ofAnswers: Row[] = [
    [
      'Accuracy',
      accuracy,
      compared.accuracy,
      accuracyInterval,
      'share of rows whose class is predicted right',
    ],
    [
      'Balanced accuracy',
      balancedAccuracy,
      1 / counts.length,
      intervals?.balancedAccuracy,
      'the same for each class, then the mean: rare classes count as much',
    ],
    [
      'Macro F1',
      macro.f1,
      undefined,
      intervals?.macroF1,
      'precision and recall together, mean of classes',
    ],
  ];
  const ofProbabilities: Row[] = [
    [
      'Log-loss',
      logLoss,
      compared.logLoss,
      intervals?.logLoss,
      'how surprised the probabilities are by the truth: 0 is perfect',
    ],
    [
      'Brier score',
      brierScore,
      compared.brierScore,
      intervals?.brierScore,
      'squared distance of the probabilities from the truth: 0 is perfect',
    ],
    [
      'Calibration error',
      metrics.calibrationError,
      undefined,
      undefined,
      'how far probabilities are from the shares that come true: 0 is perfect',
    ],
    [
      'ROC-AUC',
      macro.rocAuc,
      compared.rocAuc,
      intervals?.macroRocAuc,
      'how well scores order rows: 0.5 is chance, 1 perfect',
    ],
  ];
  return isImbalanced(counts)
    ? [...ofProbabilities, ...ofAnswers]
    : [...ofAnswers, ...ofProbabilities];
}

function quantityRows(
  input: ReportInput,
  metrics: RegressionMetrics,
  intervals: RegressionIntervals | undefined,
): Row[] {
  const { r2, rmse, mae, mape } = metrics;
  const compared = baselineOfQuantity(input);
  return [
    [
      'R2',
      r2,
      undefined,
      intervals?.r2,
      'share of the spread that is explained: 1 is perfect, 0 no better than the mean',
    ],
    [
      'RMSE',
      rmse,
      compared.rmse,
      intervals?.rmse,
      'root of the mean squared error, in the target’s unit',
      fiveDigits,
    ],
    [
      'MAE',
      mae,
      compared.mae,
      intervals?.mae,
      'mean distance from the truth, in the target’s unit',
      fiveDigits,
    ],
    [
      'MAPE',
      mape,
      undefined,
      intervals?.mape,
      'mean distance as a share of the truth; huge if a true value is 0',
      (value) => shortNumber(value, 4),
    ],
  ];
}

function crossValidation(
  { crossValidation: cv, outOfBagScore }: NonNullable<ReportInput['training']>,
  { metric, model: { options } }: ReportInput,
): Html {
  const what = METRICS[metric].title;
  const folds = cv.scores.slice(0, MAX_FOLDS).map(fourDecimals).join(', ');
  return html`<h3>Before the test rows were used</h3>
    ${definitions([
      [`Cross-validation, mean ${what}`, fourDecimals(cv.mean)],
      [`Deviation of ${count(cv.scores.length, 'fold')}`, fourDecimals(cv.standardDeviation)],
      ...(outOfBagScore === undefined
        ? []
        : ([[`Out-of-bag ${what}`, fourDecimals(outOfBagScore)]] as const)),
    ])}
    <p class="note">
      ${searchNote(options)}Folds:
      ${folds}${cv.scores.length > MAX_FOLDS && ` and ${cv.scores.length - MAX_FOLDS} more`}
    </p>`;
}

/** After a search, the cross-validation is the best of many. */
function searchNote({ search, search_trials: trials }: ReportInput['model']['options']): string {
  if (typeof search !== 'string' || search === 'none') return '';
  const many = typeof trials === 'number' ? `of ${count(trials, 'trial')}` : 'trial';
  return `Options were searched for: the cross-validation is that of the best ${many}, and so a little too good. The test rows were not used. `;
}

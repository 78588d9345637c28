import { textTable } from '@lambda-forest/cli';
import { METRICS } from '@lambda-forest/evaluator';
import { formatNumber, fourDecimals, printable } from '@lambda-forest/text';

import type { ClassJudgement, Judgement, QuantityJudgement } from '../evaluate/judgement.ts';
import { usualMetric } from '../evaluate/metrics.ts';
import { decimalsFor } from './decimals-for.ts';
import { describeConfusion, describeEachClass } from './describe-classes.ts';

/**
 * What a model is worth on some rows: lines for a person.
 *
 * @param rows what the rows are called in front of a metric, such as `Test`
 */
export function describeJudgement(judgement: Judgement, rows: string): string[] {
  return [
    ...describeLeading(judgement, rows),
    ...(judgement.task === 'classification'
      ? describeClasses(judgement, rows)
      : describeQuantity(judgement, rows)),
  ];
}

/** The metric that leads, unless it is the one that follows anyway. */
function describeLeading({ task, metric, score, baselineScore }: Judgement, rows: string) {
  if (metric === usualMetric(task)) return [];
  return [
    `${rows} ${METRICS[metric].title}: ${formatScore(score)} (baseline ${formatScore(baselineScore)})`,
  ];
}

function describeClasses(
  { metrics, baseline, isImbalanced }: ClassJudgement,
  rows: string,
): string[] {
  const { lower, upper } = metrics.accuracyInterval;
  const beside = (value: number | null) => `(baseline ${fourDecimals(value)})`;
  const ofAnswers = [
    ['precision', fourDecimals(metrics.weighted.precision), '(weighted by class)'],
    ['recall', fourDecimals(metrics.weighted.recall)],
    ['F1', fourDecimals(metrics.weighted.f1)],
  ];
  const ofProbabilities = [
    ['log-loss', fourDecimals(metrics.logLoss), beside(baseline.logLoss)],
    ['Brier score', fourDecimals(metrics.brierScore), beside(baseline.brierScore)],
    ['calibration error', fourDecimals(metrics.calibrationError)],
    ['ROC-AUC', fourDecimals(metrics.macro.rocAuc), beside(baseline.rocAuc)],
  ];
  return [
    `${rows} accuracy: ${fourDecimals(metrics.accuracy)} (95 % interval ${fourDecimals(lower)} to ${fourDecimals(upper)})`,
    `Baseline accuracy: ${fourDecimals(baseline.accuracy)}, always answering ${printable(baseline.answer)}`,
    '',
    ...textTable(
      isImbalanced ? [...ofProbabilities, ...ofAnswers] : [...ofAnswers, ...ofProbabilities],
      ['left', 'right', 'left'],
    ),
    '',
    ...describeEachClass(metrics),
    '',
    ...describeConfusion(metrics),
  ];
}

function describeQuantity({ metrics, baseline }: QuantityJudgement, rows: string): string[] {
  const decimals = decimalsFor(metrics.rmse, baseline.rmse, baseline.answer);
  const format = (value: number) => value.toFixed(decimals);
  return [
    `${rows} R2: ${fourDecimals(metrics.r2)}`,
    `Baseline RMSE: ${format(baseline.rmse)}, always answering the mean ${format(baseline.answer)}`,
    '',
    ...textTable(
      [
        ['MAE', format(metrics.mae), `(baseline ${format(baseline.mae)})`],
        ['RMSE', format(metrics.rmse), `(baseline ${format(baseline.rmse)})`],
        ['MAPE', fourDecimals(metrics.mape)],
      ],
      ['left', 'right', 'left'],
    ),
  ];
}

function formatScore(value: number | null): string {
  return value === null ? 'not defined' : formatNumber(value);
}

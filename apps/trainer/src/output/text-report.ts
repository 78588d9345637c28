import { textTable } from '@lambda-forest/cli';
import { findMisreadings } from '@lambda-forest/data';
import type { ReadDataset } from '@lambda-forest/data';
import { count, formatInteger, formatNumber, printable } from '@lambda-forest/text';
import { classificationReport, METRICS } from '@lambda-forest/evaluator';
import type { ClassificationMetrics, RegressionMetrics } from '@lambda-forest/evaluator';
import type { ClassTarget } from '@lambda-forest/schema';

import { describeColumns } from './describe-columns.ts';
import { describeFormats } from './describe-formats.ts';
import { describeSuspicions } from './describe-suspicions.ts';
import type { Baseline } from '../evaluate/baseline.ts';
import type { Metrics } from '../evaluate/metrics.ts';
import type { Training } from '../train/pipeline.ts';
import type { DataFile } from '../reading/read-data-file.ts';
import { describeSearch } from './describe-search.ts';
import type { Division } from '../train/split-data.ts';
import { USUAL_MIN_ACCURACY } from '../train/train-options.ts';

const BAR_WIDTH = 30;
const MAX_FEATURES_SHOWN = 20;
const MAX_CLASSES_SHOWN = 20;
/** Of a report: a blank line and three averages. */
const REPORT_FOOT_LINES = 4;
const REPORT_LINES_SHOWN = 60;

/** What is known before training: lines for a person. */
export function describeTable(
  { source, table }: DataFile,
  read: ReadDataset,
  division: Division,
): string[] {
  const { dataset, columns } = read;
  const { schema } = dataset;
  const misreadings = describeSuspicions(findMisreadings(table, read));
  const { split } = division;
  const target =
    schema.task === 'classification'
      ? describeCounts(schema.target)
      : `${formatNumber(schema.target.minimum)} to ${formatNumber(schema.target.maximum)}`;
  return [
    `Data    ${source}: ${count(dataset.rowCount, 'row')}, ${count(schema.features.length, 'feature')}`,
    ...describeFormats(table),
    `Target  ${schema.target.name} (${schema.task}): ${target}`,
    `Split   ${count(split.train.length, 'row')} to train on, ${formatInteger(split.test.length)} to test on${describeDivision(division)}`,
    '',
    ...describeColumns(schema, columns),
    '',
    ...(misreadings.length === 0 ? [] : [...misreadings.map(printable), '']),
  ];
}

function describeDivision({ kind, column = '' }: Division): string {
  const ways: Readonly<Record<Division['kind'], string>> = {
    stratified: '',
    random: '',
    time: `, the latest by ${column}`,
    group: `, whole groups of ${column}`,
    file: ', a separate file',
  };
  return ways[kind];
}

function describeCounts({ classes, counts }: ClassTarget): string {
  const shown = classes.slice(0, MAX_CLASSES_SHOWN).map((name, k) => `${name} ${counts[k]!}`);
  const rest = classes.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more classes` : ''}`;
}

/** What training found: lines for a person. */
export function describeTraining(training: Training): string[] {
  const { crossValidation: cv, test, baseline, outOfBagScore, metric } = training;
  const what = METRICS[metric].title;
  return [
    ...describeSearch(training.search ?? [], what),
    ...describeFolds(cv, what),
    ...(outOfBagScore === undefined ? [] : [`Out-of-bag ${what}: ${fourDecimals(outOfBagScore)}`]),
    ...describeMetrics(test, baseline, 'Test'),
    '',
    ...describeImportances(training),
    '',
  ];
}

function describeFolds(
  { scores, mean, standardDeviation }: Training['crossValidation'],
  what: string,
): string[] {
  const undefinedFolds = scores.filter((one) => one === null).length;
  return [
    ...(undefinedFolds === scores.length
      ? []
      : [`Cross-validation scores: [${scores.map(fourDecimals).join(', ')}]`]),
    undefinedFolds === 0
      ? `Mean cross-validation ${what}: ${fourDecimals(mean)} (deviation ${fourDecimals(standardDeviation)})`
      : `Mean cross-validation ${what}: not defined (${undefinedFolds} of ${count(scores.length, 'fold')} have one row, or equal targets)`,
  ];
}

/** A line to warn with, or none. */
export function describeWarning(test: Metrics): string[] {
  if (test.task === 'regression' || test.accuracy >= USUAL_MIN_ACCURACY) return [];
  return [
    `Warning: the test accuracy ${fourDecimals(test.accuracy)} is below ${USUAL_MIN_ACCURACY}. ` +
      'Use --min-accuracy to make it fail, or to accept less.',
    '',
  ];
}

/**
 * What a model is worth on some rows: lines for a person.
 *
 * @param baseline of the same rows
 * @param rows what the rows are called in front of the first metric, such as `Test`
 */
export function describeMetrics(metrics: Metrics, baseline: Baseline, rows: string): string[] {
  const compared = describeBaseline(baseline);
  return metrics.task === 'classification'
    ? describeClasses(metrics, compared, rows)
    : describeQuantity(metrics, compared, rows);
}

function describeBaseline(baseline: Baseline): string {
  return baseline.task === 'classification'
    ? `Baseline accuracy: ${fourDecimals(baseline.accuracy)}, always answering ${printable(baseline.answer)}`
    : `Baseline RMSE: ${formatNumber(baseline.rmse)}, always answering the mean ${formatNumber(baseline.answer)}`;
}

function describeClasses(test: ClassificationMetrics, baseline: string, rows: string): string[] {
  const { lower, upper } = test.accuracyInterval;
  return [
    `${rows} accuracy: ${fourDecimals(test.accuracy)} (95 % interval ${fourDecimals(lower)} to ${fourDecimals(upper)})`,
    baseline,
    '',
    ...textTable(
      [
        ['precision', fourDecimals(test.weighted.precision), '(weighted by class)'],
        ['recall', fourDecimals(test.weighted.recall)],
        ['F1', fourDecimals(test.weighted.f1)],
        ['log-loss', fourDecimals(test.logLoss)],
        ['ROC-AUC', fourDecimals(test.macro.rocAuc)],
      ],
      ['left', 'right', 'left'],
    ),
    '',
    ...describeEachClass(test),
    '',
    ...describeConfusion(test),
  ];
}

/** The report, without the middle where there are very many classes: its averages stand at the end. */
function describeEachClass(test: ClassificationMetrics): string[] {
  const classes = test.classes.map(printable); // each in one line
  const lines = classificationReport({ ...test, classes })
    .trimEnd()
    .split('\n');
  const left = lines.length - REPORT_LINES_SHOWN;
  if (left <= 1) return lines;
  const head = REPORT_LINES_SHOWN - REPORT_FOOT_LINES;
  return [
    ...lines.slice(0, head),
    `... and ${left} more classes, in metrics.json`,
    ...lines.slice(-REPORT_FOOT_LINES),
  ];
}

/** The matrix, or, where it would fill the screen, the pairs of classes that are confused most. */
function describeConfusion({ classes, confusionMatrix }: ClassificationMetrics): string[] {
  if (classes.length <= MAX_CLASSES_SHOWN) {
    return [
      'Confusion matrix (rows: truth, columns: prediction)',
      ...textTable([
        ['', ...classes],
        ...classes.map((name, k) => [name, ...confusionMatrix[k]!.map(String)]),
      ]),
    ];
  }
  const pairs = confusionMatrix.flatMap((row, truth) =>
    row.flatMap((count, predicted) =>
      count > 0 && predicted !== truth ? [{ truth, predicted, count }] : [],
    ),
  );
  const most = pairs.sort((a, b) => b.count - a.count).slice(0, MAX_CLASSES_SHOWN);
  return [
    'Confused most (the whole matrix is in metrics.json)',
    ...textTable(
      [
        ['truth', 'prediction', 'rows'],
        ...most.map(({ truth, predicted, count }) => [
          classes[truth]!,
          classes[predicted]!,
          String(count),
        ]),
      ],
      ['left', 'left', 'right'],
    ),
  ];
}

function describeQuantity(test: RegressionMetrics, baseline: string, rows: string): string[] {
  return [
    `${rows} R2: ${fourDecimals(test.r2)}`,
    baseline,
    '',
    ...textTable([
      ['MAE', formatNumber(test.mae)],
      ['RMSE', formatNumber(test.rmse)],
      ['MAPE', formatNumber(test.mape)],
    ]),
  ];
}

function describeImportances({ schema, importances, permutation, metric }: Training): string[] {
  const ranked = schema.features
    .map(({ name }, feature) => ({ name, feature, importance: importances[feature]! }))
    .sort((a, b) => b.importance - a.importance);
  const largest = ranked[0]?.importance ?? 0;
  const bar = (importance: number) =>
    '#'.repeat(largest > 0 ? Math.round((BAR_WIDTH * importance) / largest) : 0);
  const permuted = (feature: number) =>
    permutation === undefined ? [] : [fourDecimals(permutation.mean[feature]!)];
  const rows = ranked
    .slice(0, MAX_FEATURES_SHOWN)
    .map(({ name, feature, importance }) => [
      name,
      fourDecimals(importance),
      ...permuted(feature),
      bar(importance),
    ]);
  return [
    permutation === undefined
      ? 'Feature importances'
      : `Feature importances (by impurity; by permutation: how much worse the test ${METRICS[metric].title} gets)`,
    ...textTable(rows, [
      'left',
      'right',
      ...(permutation === undefined ? [] : ['right' as const]),
      'left',
    ]),
    ...(ranked.length > rows.length ? [`and ${ranked.length - rows.length} more`] : []),
  ];
}

function fourDecimals(value: number | null): string {
  return value === null ? 'not defined' : value.toFixed(4);
}

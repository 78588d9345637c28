import { textTable } from '@lambda-forest/cli';
import { findLeaks, findMisreadings } from '@lambda-forest/data';
import type { ReadDataset } from '@lambda-forest/data';
import { count, formatInteger, formatNumber, fourDecimals, printable } from '@lambda-forest/text';
import { METRICS } from '@lambda-forest/evaluator';
import { inputColumns } from '@lambda-forest/schema';

import { describeChoice } from './describe-choice.ts';
import { describeColumns } from './describe-columns.ts';
import { describeCounts } from './describe-classes.ts';
import { describeFormats } from './describe-formats.ts';
import { describeJudgement } from './describe-judgement.ts';
import { describeRareClasses } from './describe-rare-classes.ts';
import { describeSuspicions } from './describe-suspicions.ts';
import { describeWarnings } from './describe-warnings.ts';
import type { Training } from '../train/training.ts';
import type { DataFile } from '../reading/read-data-file.ts';
import { describeSearch } from './describe-search.ts';
import { markRows } from '../models/seen-rows.ts';
import type { Division } from '../train/split-data.ts';
import { USUAL_MIN_ACCURACY } from '../train/train-options.ts';

const BAR_WIDTH = 30;
const MAX_FEATURES_SHOWN = 20;
/** Fewer may be chance: rows of few columns often have a twin. */
const SUSPICIOUS_SHARE = 0.1;

/** What is known before training: lines for a person, before a terminal of that width if there is one. */
export function describeTable(
  { source, table }: DataFile,
  read: ReadDataset,
  division: Division,
  width: number | undefined,
): string[] {
  const { dataset, columns } = read;
  const { schema } = dataset;
  const suspicions = describeSuspicions([...findLeaks(dataset), ...findMisreadings(table, read)]);
  const { split } = division;
  const target =
    schema.task === 'classification'
      ? describeCounts(schema.target)
      : `${formatNumber(schema.target.minimum)} to ${formatNumber(schema.target.maximum)}`;
  return [
    `Data    ${source}: ${count(dataset.rowCount, 'row')}, ${count(inputColumns(schema).length, 'feature')}`,
    ...describeFormats(table),
    `Target  ${schema.target.name} (${schema.task}): ${target}`,
    `Split   ${count(split.train.length, 'row')} to train on, ${formatInteger(split.test.length)} to test on${describeDivision(division)}`,
    '',
    ...describeColumns(schema, columns, width),
    '',
    ...(suspicions.length === 0 ? [] : [...suspicions.map(printable), '']),
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

/** What training found: lines for a person. */
export function describeTraining(training: Training, width: number | undefined): string[] {
  const { crossValidation: cv, judgement, outOfBagScore, metric } = training;
  const what = METRICS[metric].title;
  return [
    ...describeSearch(training.search ?? [], what),
    ...describeChoice(training, width),
    ...describeFolds(cv, what),
    ...(outOfBagScore === undefined ? [] : [`Out-of-bag ${what}: ${fourDecimals(outOfBagScore)}`]),
    ...describeJudgement(judgement, 'Test'),
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
export function describeWarning(training: Training): string[] {
  const { columns, dataset, division, judgement, options, split } = training;
  const { metric, metrics } = judgement;
  const warnings = [
    ...describeShared(training),
    ...describeKept(columns),
    ...describeRareClasses(dataset, split.train, division.folds.length),
    ...describeWarnings(
      judgement,
      options.learner !== 'blend' && options.classWeight === 'balanced',
    ),
  ];
  if (
    metric === 'accuracy' &&
    metrics.task === 'classification' &&
    metrics.accuracy < USUAL_MIN_ACCURACY
  ) {
    warnings.push(
      `Warning: the test accuracy ${fourDecimals(metrics.accuracy)} is below ${USUAL_MIN_ACCURACY}. Use --min-accuracy to make it fail, or to accept less.`,
    );
  }
  return warnings;
}

/** Rows of a test file that are training rows too, where they are many. */
function describeShared({ division, dataset, split }: Training): string[] {
  if (division.kind !== 'file') return [];
  const { coincident } = markRows(dataset, split.train, split.test);
  return coincident < SUSPICIOUS_SHARE
    ? []
    : [
        `Warning: ${formatInteger(Math.round(coincident * split.test.length))} of ${count(split.test.length, 'test row')} equal training rows, so the test scores are too good. Leave them out of one of the files.`,
      ];
}

/** Identifiers that were kept because they help. */
function describeKept(columns: Training['columns']): string[] {
  return columns
    .filter(({ role, why }) => role === 'feature' && why !== undefined)
    .map(
      ({ name, why }) =>
        `Warning: "${name}" has ${why!}, and is kept. If its numbers are given when the target is known, or say nothing of new rows, leave it out (kind "ignore" in --schema).`,
    );
}

/** By permutation, and by impurity beside it; by impurity alone where columns were not shuffled. */
function describeImportances({ importances, metric, options }: Training): string[] {
  const ranked = importances.columns.slice(0, MAX_FEATURES_SHOWN);
  const bySplits = options.learner === 'forest' ? 'impurity' : 'gain';
  const isShuffled = importances.permutation !== undefined;
  const leading = ranked.map(
    ({ permutation, impurity = 0 }) => permutation?.mean ?? (isShuffled ? 0 : impurity),
  );
  const largest = Math.max(0, ...leading);
  const bar = (value: number) =>
    '#'.repeat(largest > 0 ? Math.max(0, Math.round((BAR_WIDTH * value) / largest)) : 0);
  const rows = ranked.map(({ name, impurity = 0 }, i) => [
    name,
    fourDecimals(leading[i]!),
    ...(isShuffled ? [fourDecimals(impurity)] : []),
    bar(leading[i]!),
  ]);
  const rest = importances.columns.length - rows.length;
  return [
    isShuffled
      ? `Feature importances (how much worse the test ${METRICS[metric].title} is if a column is shuffled; the share of ${bySplits})`
      : `Feature importances (the share of ${bySplits})`,
    ...textTable(rows, ['left', 'right', ...(isShuffled ? ['right' as const] : []), 'left']),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ];
}

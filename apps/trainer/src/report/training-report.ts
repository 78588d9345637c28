import { spellFlags } from '@lambda-forest/cli';
import type { Table } from '@lambda-forest/data';
import type { ModelFacts, ReportInput } from '@lambda-forest/report';
import { defined } from '@lambda-forest/text';

import { candidatesOf } from '../output/describe-choice.ts';
import type { Training } from '../train/training.ts';
import { explain } from './explain.ts';
import { intervalCoverage } from './interval-coverage.ts';
import { metricIntervals } from './metric-intervals.ts';
import { outOfBagError } from './out-of-bag-error.ts';

/** The two files for people: `report.html` and `model-card.md`. */
export interface ReportFiles {
  readonly report: string;
  readonly card: string;
}

/**
 * A training's report. A function of the training, the table and the model file alone: it has no date.
 *
 * @param table that the training read
 */
export async function makeReport(
  training: Training,
  table: Table,
  model: ModelFacts,
): Promise<ReportFiles> {
  // Drawing takes a while to load, and only a training that succeeded needs it.
  const { modelCard, renderReport } = await import('@lambda-forest/report');
  const input = reportInput(training, table, model);
  return { report: spellFlags(renderReport(input)), card: modelCard(input, spellFlags) };
}

function reportInput(training: Training, table: Table, model: ModelFacts): ReportInput {
  const { schema, forest, dataset, split, judgement, testScores } = training;
  const { crossValidation, outOfBagScore, importances, impurity, metric, choice } = training;
  const { seed } = model;
  const intervals = metricIntervals(dataset, split.test, testScores, seed);
  const outOfBagCurve = outOfBagError(training, seed);
  return {
    model,
    schema,
    metric,
    evaluation: {
      rowsName: 'the test rows, never used in training',
      dataset,
      rows: split.test,
      table,
      scores: testScores,
      metrics: judgement.metrics,
      ...defined({
        intervals,
        intervalCoverage: intervalCoverage(training, dataset, split.test, testScores, seed),
      }),
    },
    training: {
      formats: [...new Set(table.parts.map(({ format }) => format))],
      leftOut: training.columns
        .filter(({ role }) => role === 'left-out')
        .map(({ name, why = '' }) => ({ column: name, why })),
      crossValidation,
      ...(choice !== undefined && {
        choice: { loss: choice.loss, candidates: candidatesOf(choice) },
      }),
      ...defined({ outOfBagScore, outOfBagCurve }),
    },
    explanation: explain({
      schema,
      forest,
      dataset,
      rows: split.test,
      dependence: { name: 'training rows', rows: split.train },
      seed,
      metric,
      importances,
      impurity,
    }),
  };
}

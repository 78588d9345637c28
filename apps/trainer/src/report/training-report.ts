import type { Table } from '@lambda-forest/data';
import type { ModelFacts } from '@lambda-forest/report';
import { defined } from '@lambda-forest/text';

import { candidatesOf } from '../output/describe-choice.ts';
import type { Training } from '../train/training.ts';
import { evaluationOf } from './evaluation-report.ts';
import { explain } from './explain.ts';
import { outOfBagError } from './out-of-bag-error.ts';
import { renderFiles } from './report-files.ts';
import type { ReportFiles } from './report-files.ts';

/**
 * A training's report. A function of the training, the table and the model file alone: it has no date.
 *
 * @param table that the training read
 */
export function makeReport(
  training: Training,
  table: Table,
  model: ModelFacts,
): Promise<ReportFiles> {
  const { schema, forest, dataset, split, judgement, testScores: scores } = training;
  const { crossValidation, outOfBagScore, importances, impurity, metric, choice } = training;
  const { seed } = model;
  const rows = split.test;
  const rowsName = 'the test rows, never used in training';
  const outOfBagCurve = outOfBagError(training, seed);
  return renderFiles({
    model,
    schema,
    metric,
    evaluation: evaluationOf(training, { dataset, rows, table, scores, judgement, rowsName }, seed),
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
      rows,
      dependence: { name: 'training rows', rows: split.train },
      seed,
      metric,
      importances,
      impurity,
    }),
  });
}

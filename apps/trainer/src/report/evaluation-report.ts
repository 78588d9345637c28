import { spellFlags } from '@lambda-forest/cli';
import type { Dataset, Table } from '@lambda-forest/data';
import type { ModelFacts } from '@lambda-forest/report';
import type { Model } from '@lambda-forest/serializer';
import { defined } from '@lambda-forest/text';

import type { Judgement } from '../evaluate/judgement.ts';
import { explain } from './explain.ts';
import { intervalCoverage } from './interval-coverage.ts';
import { metricIntervals } from './metric-intervals.ts';
import type { ReportFiles } from './training-report.ts';

export interface MeasuredModel {
  readonly model: Model;
  readonly facts: ModelFacts;
  /** In original units. */
  readonly dataset: Dataset;
  readonly rows: Uint32Array;
  /** That the dataset was read from. */
  readonly table: Table;
  /** One row of outputCount numbers for each of `rows`, row-major. */
  readonly scores: Float64Array;
  readonly judgement: Judgement;
  /** What the rows are called in a sentence. */
  readonly rowsName: string;
}

/** The report of a saved model on other rows. The same model and rows give the same text. */
export async function evaluationReport(measured: MeasuredModel): Promise<ReportFiles> {
  const { modelCard, renderReport } = await import('@lambda-forest/report');
  const { model, facts, dataset, rows, table, scores, judgement, rowsName } = measured;
  const { schema, forest, provenance } = model;
  const { seed } = provenance;
  const { metric } = judgement;
  const intervals = metricIntervals(dataset, rows, scores, seed);
  const input = {
    model: facts,
    schema,
    metric,
    evaluation: {
      rowsName,
      dataset,
      rows,
      table,
      scores,
      metrics: judgement.metrics,
      ...defined({
        intervals,
        intervalCoverage: intervalCoverage(model, dataset, rows, scores, seed),
      }),
    },
    explanation: explain({ schema, forest, dataset, rows, seed, metric }),
  };
  return { report: spellFlags(renderReport(input)), card: modelCard(input, spellFlags) };
}

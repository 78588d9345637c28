import type { Dataset, Table } from '@lambda-forest/data';
import type { Evaluation, ModelFacts } from '@lambda-forest/report';
import type { Model } from '@lambda-forest/serializer';
import { defined } from '@lambda-forest/text';

import type { Judgement } from '../evaluate/judgement.ts';
import { explain } from './explain.ts';
import { intervalCoverage } from './interval-coverage.ts';
import { metricIntervals } from './metric-intervals.ts';
import { renderFiles } from './report-files.ts';
import type { ReportFiles } from './report-files.ts';

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
export function evaluationReport(measured: MeasuredModel): Promise<ReportFiles> {
  const { model, facts, dataset, rows, judgement } = measured;
  const { schema, forest, provenance } = model;
  const { seed } = provenance;
  const { metric } = judgement;
  return renderFiles({
    model: facts,
    schema,
    metric,
    evaluation: evaluationOf(model, measured, seed),
    explanation: explain({ schema, forest, dataset, rows, seed, metric }),
  });
}

/** A model's answers for rows that it has not seen, with intervals that are drawn by the seed. */
export function evaluationOf(
  model: Pick<Model, 'schema' | 'forest'>,
  { dataset, rows, table, scores, judgement, rowsName }: Omit<MeasuredModel, 'model' | 'facts'>,
  seed: number,
): Evaluation {
  return {
    rowsName,
    dataset,
    rows,
    table,
    scores,
    metrics: judgement.metrics,
    ...defined({
      intervals: metricIntervals(dataset, rows, scores, seed),
      intervalCoverage: intervalCoverage(model, dataset, rows, scores, seed),
    }),
  };
}

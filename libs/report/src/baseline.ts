import { classBaseline, quantityBaseline } from '@lambda-forest/evaluator';

import type { ReportInput } from './report-input.ts';

/** Training rows of each class; empty for a quantity. */
export function classCounts({ schema }: ReportInput): readonly number[] {
  return schema.task === 'classification' ? schema.target.counts : [];
}

/** What a classifier that has learned nothing is worth on the evaluated rows. */
export function baselineOfClasses(input: ReportInput): ReturnType<typeof classBaseline> {
  const { dataset, rows } = input.evaluation;
  const truth = Int32Array.from(rows, (row) => dataset.target[row]!);
  return classBaseline(truth, classCounts(input));
}

/** The same for a quantity. */
export function baselineOfQuantity({
  schema,
  evaluation: { dataset, rows },
}: ReportInput): ReturnType<typeof quantityBaseline> {
  const truth = Float64Array.from(rows, (row) => dataset.target[row]!);
  return quantityBaseline(truth, schema.task === 'regression' ? schema.target.mean : 0);
}

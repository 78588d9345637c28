import type { Dataset } from '@lambda-forest/data';
import { classBaseline, quantityBaseline } from '@lambda-forest/evaluator';
import type { Schema } from '@lambda-forest/schema';

/** What a model that has learned nothing is worth on the same rows. */
export type Baseline =
  | { readonly task: 'classification'; readonly answer: string; readonly accuracy: number }
  | { readonly task: 'regression'; readonly answer: number; readonly rmse: number };

/**
 * @param schema of the training rows: their commonest class, or their mean, is the answer
 * @param rows indices into the dataset
 */
export function measureBaseline(dataset: Dataset, schema: Schema, rows: Uint32Array): Baseline {
  if (schema.task === 'classification') {
    const truth = Int32Array.from(rows, (row) => dataset.target[row]!);
    const { answer, accuracy } = classBaseline(truth, schema.target.counts);
    return { task: 'classification', answer: schema.target.classes[answer]!, accuracy };
  }
  const truth = Float64Array.from(rows, (row) => dataset.target[row]!);
  return { task: 'regression', ...quantityBaseline(truth, schema.target.mean) };
}

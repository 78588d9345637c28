import type { Dataset } from '@lambda-forest/data';
import {
  classBaseline,
  isImbalanced,
  overlookedClass,
  priorScores,
  quantityBaseline,
} from '@lambda-forest/evaluator';
import type {
  ClassBaseline,
  ClassificationMetrics,
  MetricName,
  OverlookedClass,
  QuantityBaseline,
  RegressionMetrics,
} from '@lambda-forest/evaluator';
import type { Schema } from '@lambda-forest/schema';
import { defined } from '@lambda-forest/text';

import { evaluate, leadingMetric, measure } from './metrics.ts';

/** What a model's scores for some rows are worth, beside those of a model that has learned nothing. */
export type Judgement = ClassJudgement | QuantityJudgement;

export interface ClassJudgement extends LeadingScore {
  readonly task: 'classification';
  readonly metrics: ClassificationMetrics;
  readonly baseline: Omit<ClassBaseline, 'answer'> & { readonly answer: string };
  /** Whether a class is rare, so that the metrics of probabilities lead. */
  readonly isImbalanced: boolean;
  /** The rarest class, if less than half of its rows are found. */
  readonly overlooked?: OverlookedClass;
}

export interface QuantityJudgement extends LeadingScore {
  readonly task: 'regression';
  readonly metrics: RegressionMetrics;
  readonly baseline: QuantityBaseline;
}

interface LeadingScore {
  /** The metric that leads. */
  readonly metric: MetricName;
  /** null where it is not defined. */
  readonly score: number | null;
  readonly baselineScore: number | null;
}

/**
 * @param schema of the training rows: their commonest class, or their mean, is the baseline's answer
 * @param rows indices into the dataset
 * @param scores one row of outputCount numbers for each of them, row-major
 * @param metric that leads; default by the classes
 */
export function judge(
  dataset: Dataset,
  schema: Schema,
  rows: Uint32Array,
  scores: Float64Array,
  metric = leadingMetric(schema),
): Judgement {
  const metrics = evaluate(dataset, rows, scores);
  const leading = (learnedNothing: Float64Array): LeadingScore => ({
    metric,
    score: measure(metric, dataset, rows, scores),
    baselineScore: measure(metric, dataset, rows, learnedNothing),
  });
  if (metrics.task === 'classification' && schema.task === 'classification') {
    const { counts, classes } = schema.target;
    const truth = Int32Array.from(rows, (row) => dataset.target[row]!);
    const { answer, ...baseline } = classBaseline(truth, counts);
    return {
      task: 'classification',
      metrics,
      baseline: { answer: classes[answer]!, ...baseline },
      isImbalanced: isImbalanced(counts),
      ...defined({ overlooked: overlookedClass(metrics, counts) }),
      ...leading(priorScores(counts, rows.length)),
    };
  }
  if (metrics.task === 'regression' && schema.task === 'regression') {
    const truth = Float64Array.from(rows, (row) => dataset.target[row]!);
    const { mean } = schema.target;
    const baseline = quantityBaseline(truth, mean);
    return { task: 'regression', metrics, baseline, ...leading(truth.map(() => mean)) };
  }
  throw new TypeError('Found a dataset of another task than its schema.');
}

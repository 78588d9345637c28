import type { Dataset } from '@lambda-forest/data';
import { brierLosses, logLosses } from '@lambda-forest/evaluator';
import type { MetricName } from '@lambda-forest/evaluator';
import { argMax } from '@lambda-forest/forest';
import type { Task } from '@lambda-forest/schema';

/** What learners are compared by: a number for each row, whose mean is a metric or rises with it. */
export interface ComparedLoss {
  /** In a sentence. */
  readonly title: string;
  /** @param scores of the rows, row-major */
  of(dataset: Dataset, rows: Uint32Array, scores: Float64Array): Float64Array;
}

const LOG_LOSS: ComparedLoss = { title: 'log-loss', of: classLosses(logLosses) };

const SQUARED_ERROR: ComparedLoss = {
  title: 'squared error',
  of: ({ target }, rows, scores) => scores.map((score, i) => (score - target[rows[i]!]!) ** 2),
};

/** Metrics that are the mean of the rows' own losses. */
const LOSSES: Partial<Record<MetricName, ComparedLoss>> = {
  accuracy: {
    title: 'share of wrong classes',
    of({ target }, rows, scores) {
      const width = scores.length / rows.length;
      return Float64Array.from(rows, (row, i) =>
        Number(argMax(scores.subarray(i * width, (i + 1) * width)) !== target[row]),
      );
    },
  },
  brier_score: { title: 'Brier score', of: classLosses(brierLosses) },
  mae: {
    title: 'absolute error',
    of: ({ target }, rows, scores) => scores.map((score, i) => Math.abs(score - target[rows[i]!]!)),
  },
};

/**
 * That of the metric asked for, if it is a mean over rows; otherwise the log-loss, or the squared error, which also
 * stands for R2 and RMSE.
 */
export function comparedLoss(task: Task, metric: MetricName | undefined): ComparedLoss {
  const usual = task === 'classification' ? LOG_LOSS : SQUARED_ERROR;
  return (metric === undefined ? undefined : LOSSES[metric]) ?? usual;
}

function classLosses(losses: typeof logLosses): ComparedLoss['of'] {
  return (dataset, rows, scores) => {
    const truth = Int32Array.from(rows, (row) => dataset.target[row]!);
    return losses(truth, scores, scores.length / rows.length);
  };
}

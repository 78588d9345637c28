import type { Dataset } from '@lambda-forest/data';
import {
  accuracy,
  confusionMatrix,
  EvaluationInputError,
  logLoss,
  predictedClasses,
  r2Score,
  rocAuc,
  rootMeanSquaredError,
} from '@lambda-forest/evaluator';

import { PeerError } from '../errors.ts';
import { targetOf } from '../peers/exchange.ts';

/** The scores of predictions. `logLoss` and `rmse` are better when smaller, the others when larger. */
export interface Score {
  readonly accuracy?: number;
  readonly logLoss?: number;
  /** Of classes in more than two, the mean of each against the others. Absent if the test rows lack one. */
  readonly auc?: number;
  readonly r2?: number;
  readonly rmse?: number;
}

export type Metric = keyof Score;

export const METRICS = {
  classification: ['accuracy', 'logLoss'],
  regression: ['r2', 'rmse'],
} as const satisfies Record<Dataset['task'], readonly Metric[]>;

export const METRIC_TITLES: Readonly<Record<Metric, string>> = {
  accuracy: 'accuracy',
  logLoss: 'log-loss',
  auc: 'AUC',
  r2: 'R2',
  rmse: 'RMSE',
};

/**
 * Scores a peer's answers for the test rows; all peers are scored by our metrics.
 *
 * @param answers n x K probabilities or n quantities, row-major
 * @throws {PeerError} for another length, numbers that are not finite, rows that are not distributions
 */
export function scoreAnswers(dataset: Dataset, rows: Uint32Array, answers: Float64Array): Score {
  try {
    const truth = targetOf(dataset, rows);
    if (dataset.task === 'classification' && truth instanceof Int32Array) {
      const classCount = dataset.schema.target.classes.length;
      // First, because it is the one that refuses wrong lengths.
      const loss = logLoss(truth, answers, classCount);
      requireDistributions(answers, classCount);
      const predicted = predictedClasses(answers, classCount);
      const auc = rocAuc(truth, answers, classCount).macro;
      return {
        accuracy: accuracy(confusionMatrix(truth, predicted, classCount)),
        logLoss: loss,
        ...(auc === null ? {} : { auc }),
      };
    }
    const quantities = Float64Array.from(truth);
    const rmse = rootMeanSquaredError(quantities, answers);
    const r2 = r2Score(quantities, answers);
    return r2 === null ? { rmse } : { r2, rmse };
  } catch (error) {
    if (!(error instanceof EvaluationInputError)) throw error;
    throw new PeerError(`Found predictions that cannot be scored: ${error.message}`);
  }
}

/** How far from 1 a row may sum, the tolerance of scikit-learn's roc_auc_score. */
const SUM_TOLERANCE = 1e-5;

/** Larger numbers for every class would be a smaller loss. */
function requireDistributions(answers: Float64Array, classCount: number): void {
  for (let start = 0; start < answers.length; start += classCount) {
    const sum = answers.subarray(start, start + classCount).reduce((all, one) => all + one, 0);
    if (Math.abs(sum - 1) <= SUM_TOLERANCE) continue;
    const row = start / classCount;
    throw new PeerError(`Found scores that sum to ${sum} in row ${row}, expected 1.`);
  }
}

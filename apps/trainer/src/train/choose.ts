import type { Dataset } from '@lambda-forest/data';
import { logLosses } from '@lambda-forest/evaluator';
import { chooseLearner, defaultCandidates, rowWeights, PATIENCE } from '@lambda-forest/training';
import type { Choice, LearnerOptions } from '@lambda-forest/training';

import { boostingOptions, forestOptions, learnerOf } from './learner-options.ts';
import type { Stage } from './stage.ts';
import type { TrainOptions } from './train-options.ts';

/** Compares the candidates on the folds; with one alone, this is its cross-validation. */
export async function choose(stage: Stage): Promise<Choice> {
  const { dataset, prepared, folds, split, options, events, signal } = stage;
  const candidates = candidatesOf(options, dataset);
  const label = candidates.length > 1 ? 'Choosing' : 'Cross-validation';
  events.onProgress(label, 0, 1);
  const choice = await chooseLearner({
    prepared,
    folds,
    candidates,
    patience: options['early-stopping'] === false ? undefined : PATIENCE,
    lossOf: (rows, scores) => lossesOf(dataset, rows, scores),
    weights: rowWeights(dataset, split.train, candidates[0]!),
    onTree: (done, total) => events.onProgress(label, done, total),
    signal,
  });
  events.onStageDone(label);
  return choice;
}

function candidatesOf(options: TrainOptions, { task }: Dataset): LearnerOptions[] {
  const learner = learnerOf(options);
  const forest = forestOptions(options, task);
  const boosting = boostingOptions(options);
  if (learner === 'auto') return defaultCandidates(forest);
  return [learner === 'forest' ? forest : boosting];
}

/** Of classes the log-loss, of a quantity the squared error. */
function lossesOf(dataset: Dataset, rows: Uint32Array, scores: Float64Array): Float64Array {
  if (dataset.task === 'regression') {
    return scores.map((score, i) => (score - dataset.target[rows[i]!]!) ** 2);
  }
  const truth = Int32Array.from(rows, (row) => dataset.target[row]!);
  return logLosses(truth, scores, dataset.schema.target.classes.length);
}

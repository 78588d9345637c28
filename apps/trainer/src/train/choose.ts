import { isUnencoded } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import {
  chooseLearner,
  defaultCandidates,
  patienceOf,
  refined,
  rowWeights,
} from '@lambda-forest/training';
import type { Candidate, Choice, LearnerOptions } from '@lambda-forest/training';
import { outputCount } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';

import { comparedLoss } from './compared-loss.ts';
import { boostingOptions, forestOptions, learnerOf } from './learner-options.ts';
import type { Stage } from './stage.ts';
import type { TrainOptions } from './train-options.ts';

/** Compares the candidates on the folds; with one alone, this is its cross-validation. */
export async function choose(stage: Stage): Promise<{ choice: Choice; learner: LearnerOptions }> {
  const { dataset, prepared, folds, split, options, events, signal } = stage;
  const candidates = candidatesOf(options, dataset);
  const label = candidates.length > 1 ? 'Choosing' : 'Cross-validation';
  events.onProgress(label, 0, 1);
  const loss = comparedLoss(dataset.task, options.metric);
  const choice = await chooseLearner({
    prepared,
    folds,
    candidates,
    blends: dataset.task === 'regression',
    patience:
      options['early-stopping'] === false ? undefined : patienceOf(treesOfRound(dataset.schema)),
    lossOf: (rows, scores) => loss.of(dataset, rows, scores),
    weights: rowWeights(dataset, split.train, candidates[0]!.options),
    onTree: (done, total) => events.onProgress(label, done, total),
    signal,
  });
  events.onStageDone(label);
  const { options: found } = choice.comparisons[choice.chosen]!;
  const isDefault = found === candidates[0]!.options;
  // Alone it is what the options say. More trees did not help the default forest of classes.
  const isKept = candidates.length === 1 || (isDefault && dataset.task === 'classification');
  const refit = { outputs: treesOfRound(dataset.schema), rows: split.train.length };
  return { choice, learner: isKept ? found : refined(found, refit) };
}

/** With more features, candidates that look at a share of them for each split would take minutes to hours. */
const WIDE = 2_000;

/** A forest of classes that is compared is never certain: one wrong certainty costs more than all else it may win. */
const PRIOR_TREES = 1;

function candidatesOf(options: TrainOptions, { task, schema }: Dataset): Candidate[] {
  const learner = learnerOf(options);
  const forest = forestOptions(options, task);
  const boosting = boostingOptions(options);
  if (learner === 'auto') {
    const features = schema.features.length;
    const smoothed = { ...forest, priorTrees: task === 'classification' ? PRIOR_TREES : 0 };
    const outputs = treesOfRound(schema);
    const hasLevels = schema.features.some(
      (feature) => feature.kind === 'categorical' && !isUnencoded(feature),
    );
    const all = defaultCandidates(smoothed, boosting, { task, features, hasLevels, outputs });
    if (features <= WIDE) return all;
    const { kind } = forest.maxFeatures;
    return all.filter(
      ({ options: one }) => one.learner === 'forest' && one.maxFeatures.kind === kind,
    );
  }
  return [{ options: learner === 'forest' ? forest : boosting, complexity: 0 }];
}

/** How many trees a round of boosting adds. */
function treesOfRound(schema: Schema): number {
  const outputs = outputCount(schema);
  return outputs === 2 ? 1 : outputs;
}

import type { BoostingOptions } from '../boosting-options.ts';
import { countFeatures } from '../forest-options.ts';
import type { ForestOptions, MaxFeatures } from '../forest-options.ts';
import type { SingleOptions } from '../learner-options.ts';

/** What may be chosen. */
export interface Candidate {
  readonly options: SingleOptions;
  /** Of candidates that are about as good, those with the lowest number are preferred. */
  readonly complexity: number;
  /** Whether it goes on where the one before it left off: it is tried only if that was the best of its kind so far. */
  readonly isNext?: boolean;
}

/**
 * Rounds of boosting that may pass without a lower loss. With three or more classes a round has as many trees, and fewer rounds
 * are as many tries.
 */
export function patienceOf(outputs: number): number {
  return Math.max(20, Math.round(60 / outputs));
}

/** The most rounds with early stopping. */
export const MOST_ROUNDS = 1_000;

/** The same for candidates, and the most trees of a boosted candidate with many classes. */
const CANDIDATE_ROUNDS = 600;
const CANDIDATE_TREES = 1_200;

/** Of the features, what a split of the other forests chooses from: the first of these that is more than the default. */
const OTHER_SHARES = [1 / 3, 1 / 2];

/** From the smallest trees of few features, whose leaves are shrunk, for effects that add up and for noise, to larger ones for features that interact. */
const SHAPES = [
  { maxLeafNodes: 4, colsampleBytree: 0.5, l2Regularization: 3 },
  { maxLeafNodes: 8, colsampleBytree: 0.5, l2Regularization: 3 },
  { maxLeafNodes: 16, colsampleBytree: 0.8, l2Regularization: 1 },
] as const;

/**
 * What `auto` compares: forests with scikit-learn's defaults, and with larger leaves or more features a split; boosting with
 * trees of 4, 8 and 16 leaves, one after the other as long as larger ones are better.
 *
 * @param forest the defaults, with what holds for every learner
 * @param outputs trees that a round of boosting adds: one, or one for each of three or more classes
 */
export function defaultCandidates(
  forest: ForestOptions,
  boosting: BoostingOptions,
  featureCount: number,
  outputs: number,
): Candidate[] {
  const more = OTHER_SHARES.map((fraction): MaxFeatures => ({ kind: 'fraction', fraction })).find(
    (share) => countFeatures(share, featureCount) > countFeatures(forest.maxFeatures, featureCount),
  );
  const forests = (more === undefined ? [forest.maxFeatures] : [forest.maxFeatures, more]).flatMap(
    (maxFeatures) => [1, 5].map((minSamplesLeaf) => ({ ...forest, maxFeatures, minSamplesLeaf })),
  );
  const boosted = {
    ...boosting,
    minSamplesLeaf: 5,
    subsample: 0.8,
    // Many classes add many trees a round: fewer rounds of larger steps take about as long.
    learningRate: Math.min(0.3, Math.max(0.1, outputs / 50)),
    maxIter: Math.min(CANDIDATE_ROUNDS, Math.max(50, Math.floor(CANDIDATE_TREES / outputs))),
  };
  return [
    ...forests.map((options, index) => ({ options, complexity: Math.min(index, 1) })),
    ...SHAPES.map((shape, index) => ({
      options: { ...boosted, ...shape },
      complexity: 1,
      isNext: index > 0,
    })),
  ];
}

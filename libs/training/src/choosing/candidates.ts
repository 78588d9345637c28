import type { BoostingOptions } from '../boosting-options.ts';
import { countFeatures } from '../forest-options.ts';
import type { ForestOptions, MaxFeatures } from '../forest-options.ts';
import type { LearnerOptions } from '../learner-options.ts';

/** What may be chosen. */
export interface Candidate {
  readonly options: LearnerOptions;
  /** Of candidates that are about as good, those with the lowest number are preferred. */
  readonly complexity: number;
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

/** Small trees of few features, whose leaves are shrunk: for effects that add up, and for noise. */
const CAUTIOUS = { maxLeafNodes: 8, colsampleBytree: 0.5, l2Regularization: 3 } as const;
/** Larger trees of most features: for features that interact. */
const BOLD = { maxLeafNodes: 16, colsampleBytree: 0.8, l2Regularization: 1 } as const;

/**
 * What `auto` compares: forests with scikit-learn's defaults, and with larger leaves or more features a split; boosting with
 * small, shrunk trees, and with larger ones.
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
  const third: MaxFeatures = { kind: 'fraction', fraction: 1 / 3 };
  const isOther =
    countFeatures(third, featureCount) > countFeatures(forest.maxFeatures, featureCount);
  const forests = (isOther ? [forest.maxFeatures, third] : [forest.maxFeatures]).flatMap(
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
    { options: { ...boosted, ...CAUTIOUS }, complexity: 1 },
    { options: { ...boosted, ...BOLD }, complexity: 1 },
  ];
}

/** The refit takes at most so much smaller steps. */
const SMALLER_STEPS = 2;
/** It has at most about so many trees. */
const REFIT_TREES = 2_400;

/**
 * Smaller steps and as many more rounds, which is nearly always a little better, and needs no further held-out rows: the
 * best number of rounds is about inversely proportional to the learning rate (J. Friedman, "Greedy function approximation: a
 * gradient boosting machine", 2001, section 5). Candidates are compared with large steps because those are quick.
 *
 * @param options with the best number of rounds
 */
export function refined(options: LearnerOptions, outputs: number): LearnerOptions {
  if (options.learner === 'forest') return options;
  const { maxIter, learningRate } = options;
  const factor = Math.min(SMALLER_STEPS, Math.max(1, REFIT_TREES / (maxIter * outputs)));
  return {
    ...options,
    maxIter: Math.round(maxIter * factor),
    learningRate: Number((learningRate / factor).toPrecision(4)),
  };
}

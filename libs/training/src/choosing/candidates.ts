import type { Task } from '@lambda-forest/schema';

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

/** Where classes or quantities are noisy, a leaf of one row is certain of what it cannot know. */
const LARGER_LEAF = 5;

/** Of the features, what a split of the other forests chooses from: the first of these that is more than the default. */
const OTHER_SHARES = [1 / 3, 1 / 2];

/**
 * From the smallest trees of few features, whose leaves are shrunk, for effects that add up and for noise, to larger ones for
 * features that interact.
 */
const SHAPES = [
  { maxLeafNodes: 4, colsampleBytree: 0.5, l2Regularization: 3 },
  { maxLeafNodes: 8, colsampleBytree: 0.5, l2Regularization: 3 },
  { maxLeafNodes: 16, colsampleBytree: 0.8, l2Regularization: 1 },
] as const;

/** Each tree sees all features, in smaller steps: where there are few of them, or hardly any noise. */
const FINE = { maxLeafNodes: 4, colsampleBytree: 1, l2Regularization: 3 } as const;

/**
 * Levels of few rows are told apart, and hardly shrunk: where classes follow from a level, or from several together. Elsewhere
 * that overfits, and the comparison says so.
 */
const FREE_LEVELS = { catSmooth: 1, catL2: 1 } as const;

/** What is known of a table before anything is fitted. */
interface Outline {
  readonly task: Task;
  readonly features: number;
  /** Whether any of the features is split by its levels. */
  readonly hasLevels: boolean;
  /** Trees that a round of boosting adds: one, or one for each of three or more classes. */
  readonly outputs: number;
}

/**
 * What `auto` compares: forests with scikit-learn's defaults, with larger leaves, more features a split or, for quantities, thresholds
 * drawn at random; boosting with trees of 4, 8 and 16 leaves, one after the other as long as larger ones are better, and in smaller
 * steps with all features, for classes also with levels of few rows.
 *
 * @param forest the defaults, with what holds for every learner
 */
export function defaultCandidates(
  forest: ForestOptions,
  boosting: BoostingOptions,
  outline: Outline,
): Candidate[] {
  return [
    ...forests(forest, outline).map((options, index) => ({
      options,
      complexity: Math.min(index, 1),
    })),
    ...boosted(boosting, outline),
  ];
}

function forests(forest: ForestOptions, { task, features }: Outline): ForestOptions[] {
  const smoother = { ...forest, minSamplesLeaf: LARGER_LEAF };
  const more = OTHER_SHARES.map((fraction): MaxFeatures => ({ kind: 'fraction', fraction })).find(
    (share) => countFeatures(share, features) > countFeatures(forest.maxFeatures, features),
  );
  return [
    forest,
    smoother,
    ...(more === undefined ? [] : [{ ...smoother, maxFeatures: more }]),
    ...(task === 'classification' ? [] : extraTrees(forest)),
  ];
}

/** Those of scikit-learn: the mean of many random thresholds is smooth where a quantity is. Classes gain nothing by them. */
function extraTrees(forest: ForestOptions): ForestOptions[] {
  return [1, LARGER_LEAF].map((minSamplesLeaf) => ({
    ...forest,
    splitter: 'random',
    bootstrap: false,
    maxFeatures: { kind: 'all' },
    minSamplesLeaf,
  }));
}

function boosted(boosting: BoostingOptions, { task, hasLevels, outputs }: Outline): Candidate[] {
  // Many classes add many trees a round: fewer rounds of larger steps take about as long.
  const learningRate = Math.min(0.3, Math.max(0.1, outputs / 50));
  const maxIter = Math.min(CANDIDATE_ROUNDS, Math.max(50, Math.floor(CANDIDATE_TREES / outputs)));
  const common = {
    ...boosting,
    minSamplesLeaf: LARGER_LEAF,
    subsample: 0.8,
    learningRate,
    maxIter,
  };
  const fine = { ...common, ...FINE, learningRate: learningRate / 2, maxIter: 2 * maxIter };
  return [
    ...SHAPES.map((shape, index) => ({
      options: { ...common, ...shape },
      complexity: 1,
      isNext: index > 0,
    })),
    { options: fine, complexity: 1 },
    ...(task === 'classification' && hasLevels
      ? [{ options: { ...fine, ...FREE_LEVELS }, complexity: 1 }]
      : []),
  ];
}

import type { LevelSums } from './level-sums.ts';

/**
 * How many standard errors the variance between levels must lie above what chance gives. Names without any meaning
 * reach it in one of forty tables.
 */
const EVIDENCE = 2;

/** How far the means of levels are drawn towards the mean of all: as if each had `strength` more rows like the rest. */
export interface Smoothing {
  /** Length outputs: the mean of all rows that have a name. */
  readonly prior: Float64Array;
  /** In rows, at least 0; Infinity where the levels differ no more than chance lets them. */
  readonly strength: number;
}

/**
 * The best linear guess of a level's mean from the rows it has is (sum + strength * prior) / (rows + strength), as in
 * Micci-Barreca (2001), with the variance within levels over the variance between them as the strength. Both are
 * estimated from the same rows by the method of moments (one-way analysis of variance with random effects; of classes,
 * the variances of all indicators are added up). So names that say nothing become one number, and names that say
 * everything keep their means.
 */
export function estimateSmoothing({ outputs, weights, sums, squares }: LevelSums): Smoothing {
  const prior = new Float64Array(outputs);
  let total = 0;
  let levels = 0;
  let squaredWeights = 0;
  let explained = 0; // by the means of the levels
  for (const [level, weight] of weights.entries()) {
    if (weight === 0) continue;
    total += weight;
    levels++;
    squaredWeights += weight * weight;
    for (let output = 0; output < outputs; output++) {
      const sum = sums[level * outputs + output]!;
      prior[output]! += sum;
      explained += (sum * sum) / weight;
    }
  }
  const common = prior.reduce((sum, one) => sum + one * one, 0) / total; // by the mean of all
  for (let output = 0; output < outputs; output++) prior[output]! /= total || 1;
  if (total <= levels || levels < 2) return { prior, strength: Infinity };
  const within = Math.max(0, squares - explained) / (total - levels);
  const excess = explained - common - (levels - 1) * within;
  const error = within * Math.sqrt(2 / (levels - 1) + 2 / (total - levels)); // of the variance of F
  if (!(excess > EVIDENCE * error * (levels - 1))) return { prior, strength: Infinity };
  return { prior, strength: (within * (total - squaredWeights / total)) / excess };
}

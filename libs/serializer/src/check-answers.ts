import { isMeanOfRows, LARGEST_LINEAR, LEAF, rowWidth } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import type { Schema } from '@lambda-forest/schema';

import { InvalidModelError } from './errors.ts';

/** A distribution may sum to 1 within this. */
const SUM_TOLERANCE = 1e-9;

/** Scores whose outputs are finite. */
const LARGEST: Readonly<Record<string, number>> = {
  exp: 709,
  expm1: 709,
  'negative-exp': 709,
  'log1p-exp': 709,
  'signed-square': 1e154,
};

const MAX_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;

/** Links that make shares of classes of any scores. */
const SHARES: readonly string[] = ['binary-logistic', 'logistic', 'softmax'];

/**
 * Checks that a forest answers shares of classes in classification, and a quantity in regression.
 *
 * @throws {InvalidModelError} naming the link, the first row that is no distribution, or a number so large that a sum
 *   may not be finite
 */
export function checkAnswers({ task }: Pick<Schema, 'task'>, forest: Forest): void {
  const { kind } = forest.link;
  const isFitting =
    task === 'classification'
      ? isMeanOfRows(forest) || SHARES.includes(kind)
      : kind !== 'softmax' && kind !== 'binary-logistic';
  if (!isFitting) {
    throw new InvalidModelError(`Found the link ${kind} in ${task}, expected one that suits it.`);
  }
  if (task === 'classification' && isMeanOfRows(forest)) checkDistributions(forest);
  else checkSums(forest);
}

/**
 * No sum over the trees, each at its largest leaf, leaves the range of float64, or that of float32 if sums are rounded
 * to it, or of what the link takes. Where that holds with the largest leaf of all trees, the nodes are not read.
 */
function checkSums(forest: Forest): void {
  const { values, baseScore, treeStart, roundsScores, link, linear } = forest;
  const least = linear ? LARGEST_LINEAR : 0;
  const limit = Math.min(
    (linear ? undefined : LARGEST[link.kind]) ?? Infinity, // terms are kept finite behind a link
    roundsScores ? MAX_FLOAT32 : Number.MAX_VALUE,
  );
  const base = largestOf(baseScore);
  // Half the limit leaves room for what the additions round.
  if (base + largestOf(values, least) * treeStart.length <= limit / 2) return;
  const { feature, next } = forest;
  const width = rowWidth(forest);
  let sum = base;
  for (let tree = 0; tree + 1 < treeStart.length; tree++) {
    let most = least;
    for (let node = treeStart[tree]!; node < treeStart[tree + 1]!; node++) {
      if (feature[node] !== LEAF) continue;
      const at = next[node]! * width;
      most = largestOf(values.subarray(at, at + width), most);
    }
    sum += most;
  }
  if (!(sum <= limit)) {
    throw new InvalidModelError(`Found trees that sum to ${sum}, expected ${limit} at most.`);
  }
}

/** The largest magnitude, and `most` at least. */
function largestOf(numbers: Float64Array, most = 0): number {
  for (const number of numbers) most = Math.max(most, Math.abs(number));
  return most;
}

function checkDistributions({ values, outputCount: outputs }: Forest): void {
  for (let at = 0; at < values.length; at += outputs) {
    let sum = 0;
    let least = 0;
    for (let k = 0; k < outputs; k++) {
      const share = values[at + k]!;
      sum += share;
      if (share < least) least = share;
    }
    if (least < 0 || Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new InvalidModelError(
        `Found shares from ${least} that sum to ${sum} in row ${at / outputs}, expected none below 0 and a sum of 1.`,
      );
    }
  }
}

import type { GrowthProblem } from '../growth.ts';
import type { Xoshiro128 } from '../random/xoshiro128.ts';
import { groupCategorical, groupNumeric } from './grouping.ts';
import type { Grouping } from './grouping.ts';
import { codesOf } from './node.ts';
import type { Samples } from './node.ts';
import { scan } from './scan.ts';
import type { Place } from './scan.ts';
import type { NodeSummary } from './task.ts';

export interface FoundSplit extends Place {
  readonly feature: number;
  readonly grouping: Grouping;
}

/** A split with the score that it is compared by. */
interface Rival extends FoundSplit {
  readonly counted: number;
}

/**
 * The best split of a node among features drawn without replacement, or undefined if there is none.
 *
 * As in scikit-learn, drawing goes on beyond `featuresPerSplit` until it finds a feature that is not constant
 * here. Of equally good splits the first wins: in the order in which features are drawn, then with missing
 * values on the right before the left, then from small codes to large.
 *
 * @param order the features, permuted by each call: the draw swaps them to the front
 */
export function findSplit(
  problem: GrowthProblem,
  samples: Samples,
  summary: NodeSummary,
  order: Uint32Array,
  random: Xoshiro128,
): FoundSplit | undefined {
  const { limits } = problem;
  let best: Rival | undefined;
  let allConstant = true;
  for (let drawn = 0; drawn < order.length; drawn++) {
    if (drawn >= limits.featuresPerSplit && !allConstant) break;
    const other = drawn + random.below(order.length - drawn);
    const feature = order[other]!;
    order[other] = order[drawn]!;
    order[drawn] = feature;

    const grouping = group(problem, feature, samples, summary, random);
    if (grouping === undefined) continue;
    allConstant = false;
    const { signal = 1 } = grouping;
    const bar = scoreFor(best?.counted ?? -Infinity, summary.score, signal);
    const place = scan(grouping, samples.counts, limits.minSamplesLeaf, summary.sides, bar);
    if (place === undefined) continue;
    best = { ...place, feature, grouping, counted: countedOf(place.score, summary.score, signal) };
  }
  return best;
}

/** The score that counts as `counted` if only a share of what exceeds `own`, the score without a split, counts. */
function scoreFor(counted: number, own: number, signal: number): number {
  return signal < 1 ? own + (counted - own) / signal : counted;
}

function countedOf(score: number, own: number, signal: number): number {
  return signal < 1 ? own + (score - own) * signal : score;
}

function group(
  problem: GrowthProblem,
  feature: number,
  samples: Samples,
  summary: NodeSummary,
  random: Xoshiro128,
): Grouping | undefined {
  const bins = problem.table.features[feature]!;
  const codes = codesOf(problem, feature, samples);
  if (bins.kind === 'numeric') return groupNumeric(bins, codes, problem.limits, random);
  return groupCategorical(bins, codes, summary.levelsOf(codes), problem.limits, random);
}

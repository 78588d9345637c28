/**
 * The split of a node that gains most: the sides' scores minus the node's. Of equals, the first feature's first
 * place wins, and missing values go right.
 */
import type { BoostingLimits } from './boosting.ts';
import { isEnough, leafValue, score } from './leaf-value.ts';
import type { Bounds, Sums } from './leaf-value.ts';
import type { BinnedRows, BinSums } from './node-sums.ts';

export interface Split {
  readonly feature: number;
  readonly gain: number;
  readonly missingLeft: boolean;
  /** The last bin that goes left, or the levels that do. */
  readonly left: number | ReadonlySet<number>;
  readonly leftSums: Sums;
  readonly rightSums: Sums;
  readonly leftValue: number;
  readonly rightValue: number;
}

/** A node, and what its sums are measured in. */
export interface SearchedNode {
  readonly sums: BinSums;
  readonly total: Sums;
  readonly bounds: Bounds;
}

export interface Search {
  readonly rows: BinnedRows;
  readonly isCategorical: readonly boolean[];
  readonly limits: BoostingLimits;
  readonly gradientUnit: number;
  readonly hessianUnit: number;
}

/** @param features those to choose from, ascending */
export function findSplit(
  search: Search,
  features: readonly number[],
  node: SearchedNode,
): Split | undefined {
  let best: Split | undefined;
  for (const feature of features) {
    const splits = search.isCategorical[feature]!
      ? levelSplits(search, feature, node)
      : cutSplits(search, feature, node);
    for (const split of splits)
      if (split.gain > (best?.gain ?? search.limits.minGain)) best = split;
  }
  return best;
}

/** A split after every bin, with missing values on either side if there are any. */
function* cutSplits(search: Search, feature: number, node: SearchedNode): Generator<Split> {
  const bins = binsOf(search, feature, node);
  const missing = bins.pop()!;
  for (const isLeft of missing.count > 0 ? [false, true] : [false]) {
    let leftSums = isLeft ? missing : NOTHING;
    for (const [cut, sums] of bins.entries()) {
      leftSums = plus(leftSums, sums);
      if (sums.count === 0) continue; // the same sides as before
      const split = weigh(search, feature, node, leftSums, cut, 0);
      if (split === undefined) continue;
      // Unseen in training, missing values follow the larger side.
      const missingLeft =
        missing.count > 0 ? isLeft : leftSums.count >= node.total.count - leftSums.count;
      yield { ...split, missingLeft };
    }
  }
}

/**
 * Levels in the order of their steps, of which the lowest go left, or the highest (W. Fisher, "On grouping for maximum
 * homogeneity", JASA 53, 1958; smoothing as in LightGBM). A missing value is one more level.
 */
function* levelSplits(search: Search, feature: number, node: SearchedNode): Generator<Split> {
  const { minSamplesLevel, maxLevelsLeft, categorySmoothing, categoryL2 } = search.limits;
  const levels = binsOf(search, feature, node).map((sums, level) => ({
    level,
    sums,
    step: stepOf(sums, categorySmoothing),
  }));
  const missing = levels.length - 1;
  const ordered = levels
    .filter(({ sums }) => sums.count >= Math.max(1, minSamplesLevel))
    .sort((a, b) => a.step - b.step || a.level - b.level);
  const most = Math.min(maxLevelsLeft, Math.floor((ordered.length + 1) / 2));
  for (const order of [ordered, ordered.toReversed()]) {
    const left = new Set<number>();
    let leftSums = NOTHING;
    for (const { level, sums } of order.slice(0, most)) {
      left.add(level);
      leftSums = plus(leftSums, sums);
      const split = weigh(search, feature, node, leftSums, new Set(left), categoryL2);
      if (split !== undefined) yield { ...split, missingLeft: left.has(missing) };
    }
  }
}

function stepOf({ gradient, hessian }: Sums, smoothing: number): number {
  const curve = hessian + smoothing;
  return curve > 0 ? gradient / curve : 0;
}

const NOTHING: Sums = { gradient: 0, hessian: 0, count: 0 };

/** The sums of each bin, and of missing values after them. */
function binsOf(search: Search, feature: number, { sums }: SearchedNode): Sums[] {
  const start = search.rows.binStart[feature]!;
  const length = search.rows.binStart[feature + 1]! - start;
  return Array.from({ length }, (_, bin) => ({
    gradient: sums.gradients[start + bin]! * search.gradientUnit,
    hessian: sums.hessians[start + bin]! * search.hessianUnit,
    count: sums.counts[start + bin]!,
  }));
}

/** Exact: whole multiples of a power of two. */
function plus(a: Sums, b: Sums): Sums {
  return {
    gradient: a.gradient + b.gradient,
    hessian: a.hessian + b.hessian,
    count: a.count + b.count,
  };
}

/** @returns undefined if a side is too small, or in the wrong order */
function weigh(
  { limits }: Search,
  feature: number,
  { total, bounds }: SearchedNode,
  leftSums: Sums,
  left: Split['left'],
  moreL2: number,
): Omit<Split, 'missingLeft'> | undefined {
  const rightSums = {
    gradient: total.gradient - leftSums.gradient,
    hessian: total.hessian - leftSums.hessian,
    count: total.count - leftSums.count,
  };
  if (!isEnough(leftSums, limits) || !isEnough(rightSums, limits)) return undefined;
  const l2 = limits.l2 + moreL2;
  const leftValue = leafValue(leftSums, l2, bounds);
  const rightValue = leafValue(rightSums, l2, bounds);
  if ((limits.monotonic?.[feature] ?? 0) * (rightValue - leftValue) < 0) return undefined;
  const gain =
    score(leftSums, l2, bounds) + score(rightSums, l2, bounds) - score(total, limits.l2, bounds);
  return { feature, gain, left, leftSums, rightSums, leftValue, rightValue };
}

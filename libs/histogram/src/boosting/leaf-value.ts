import type { BoostingLimits } from './boosting.ts';

/** Sums of a leaf's rows, in real units. */
export interface Sums {
  readonly gradient: number;
  readonly hessian: number;
  readonly count: number;
}

/** Which values a leaf may have: its constraints, and the loss's largest step. */
export interface Bounds {
  readonly lowest: number;
  readonly highest: number;
}

/** The Newton step -G / (H + l2) within the bounds, before the learning rate. */
export function leafValue({ gradient, hessian }: Sums, l2: number, bounds: Bounds): number {
  return Math.min(Math.max(-gradient / (hessian + l2), bounds.lowest), bounds.highest);
}

/** Twice by how much the loss falls, to the second order, if the rows' scores rise by the leaf's value. */
export function score(sums: Sums, l2: number, bounds: Bounds): number {
  const { gradient, hessian } = sums;
  if (bounds.lowest === -Infinity && bounds.highest === Infinity) {
    return (gradient * gradient) / (hessian + l2);
  }
  const value = leafValue(sums, l2, bounds);
  return -(2 * gradient * value + (hessian + l2) * value * value);
}

export function isEnough({ count, hessian }: Sums, limits: BoostingLimits): boolean {
  return count >= limits.minSamplesLeaf && hessian >= limits.minChildWeight;
}

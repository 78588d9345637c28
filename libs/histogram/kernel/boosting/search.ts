/** The node whose splits are weighed, and how a split is: src/boosting/find-split.ts. */
import { gradientUnit, hessianUnit } from './derive';
import { l2, minChildWeight, minSamplesLeaf } from './problem';
import * as tree from './tree';

export let count: u32 = 0;
export let gradient: f64 = 0;
export let hessian: f64 = 0;
let lowest: f64 = 0;
let highest: f64 = 0;
/** Whether its values have no bounds: then the score of a side is simpler. */
export let isFree: bool = false;
/** The node's own score. */
export let score: f64 = 0;

export function searchNode(node: u32): void {
  count = tree.counts[node];
  gradient = <f64>tree.gradients[node] * gradientUnit;
  hessian = <f64>tree.hessians[node] * hessianUnit;
  lowest = tree.lowests[node];
  highest = tree.highests[node];
  isFree = lowest == -Infinity && highest == Infinity;
  score = scoreOf(gradient, hessian + l2, valueOf(gradient, hessian + l2));
}

/** The Newton step within the bounds. @param curve the hessian and l2 */
export function valueOf(g: f64, curve: f64): f64 {
  return min(max(-g / curve, lowest), highest);
}

/** Twice by how much the loss falls by `value`, to the second order. */
export function scoreOf(g: f64, curve: f64, value: f64): f64 {
  return isFree ? (g * g) / curve : -(2 * g * value + curve * value * value);
}

/** `valueOf` two sides. */
export function valuesOf(g: v128, curve: v128): v128 {
  const step = f64x2.div(f64x2.neg(g), curve);
  return f64x2.min(f64x2.max(step, f64x2.splat(lowest)), f64x2.splat(highest));
}

/** `scoreOf` two sides. */
export function scoresOf(g: v128, curve: v128, values: v128): v128 {
  if (isFree) return f64x2.div(f64x2.mul(g, g), curve);
  const linear = f64x2.mul(f64x2.mul(f64x2.splat(2), g), values);
  const square = f64x2.mul(f64x2.mul(curve, values), values);
  return f64x2.neg(f64x2.add(linear, square));
}

export function isEnough(rows: u32, h: f64): bool {
  return rows >= minSamplesLeaf && h >= minChildWeight;
}

/** Grows one tree leaf-wise: the leaf whose split gains most is split first, of equals the oldest. */
import type { BoostingLimits } from './boosting.ts';
import { findSplit } from './find-split.ts';
import type { Search, Split } from './find-split.ts';
import { leafValue } from './leaf-value.ts';
import type { Bounds, Sums } from './leaf-value.ts';
import { addUp, subtract } from './node-sums.ts';
import type { BinSums } from './node-sums.ts';
import type { Quantized } from './quantize.ts';

/** A node of a tree that is grown. */
export interface GrownNode {
  readonly rows: Uint32Array;
  readonly bounds: Bounds;
  /** Of a leaf, before the learning rate. */
  readonly value: number;
  readonly split?: Split;
  readonly left?: GrownNode;
  readonly right?: GrownNode;
}

interface Growing {
  readonly rows: Uint32Array;
  readonly sums: BinSums;
  readonly bounds: Bounds;
  readonly depth: number;
  readonly value: number;
  readonly best: Split | undefined;
  split?: Split;
  left?: Growing;
  right?: Growing;
}

/** What all nodes of one tree share. */
export interface TreeProblem {
  readonly search: Search;
  readonly features: readonly number[];
  readonly gradients: Quantized;
  readonly hessians: Quantized;
  readonly maxStep: number;
}

export function growTree(problem: TreeProblem, rows: Uint32Array): GrownNode {
  const { search, features, gradients, hessians, maxStep } = problem;
  const { limits } = search;
  const bounds = { lowest: -maxStep, highest: maxStep };
  const total = totalOf(rows, gradients, hessians);
  const value = leafValue(total, limits.l2, bounds);
  const sums = addUp(search.rows, features, rows, gradients, hessians);
  const root = look(problem, { rows, sums, total, bounds, depth: 0, value });
  const leaves = [root];
  while (leaves.length < limits.maxLeaves) {
    const leaf = leaves.reduce((a, b) => ((b.best?.gain ?? 0) > (a.best?.gain ?? 0) ? b : a));
    if (leaf.best === undefined) break;
    divide(problem, leaf, leaf.best);
    leaves.splice(leaves.indexOf(leaf), 1);
    leaves.push(leaf.left!, leaf.right!);
  }
  return root;
}

function look(
  { search, features }: TreeProblem,
  node: Omit<Growing, 'best'> & { readonly total: Sums },
): Growing {
  const isFinal = node.depth >= search.limits.maxDepth;
  return { ...node, best: isFinal ? undefined : findSplit(search, features, node) };
}

/** Adds up the smaller side; the other is what remains. */
function divide(problem: TreeProblem, node: Growing, split: Split): void {
  const { search, features, gradients, hessians } = problem;
  const sides: [number[], number[]] = [[], []];
  for (const row of node.rows) sides[goesLeft(search, split, row) ? 0 : 1].push(row);
  const [leftRows, rightRows] = sides.map((rows) => Uint32Array.from(rows)) as [
    Uint32Array,
    Uint32Array,
  ];
  const isLeftSmaller = leftRows.length <= rightRows.length;
  const smaller = isLeftSmaller ? leftRows : rightRows;
  const added = addUp(search.rows, features, smaller, gradients, hessians);
  const others = subtract(node.sums, added);
  const [leftBounds, rightBounds] = boundsOf(search.limits, node.bounds, split);
  const depth = node.depth + 1;
  node.split = split;
  node.left = look(problem, {
    rows: leftRows,
    sums: isLeftSmaller ? added : others,
    total: split.leftSums,
    bounds: leftBounds,
    depth,
    value: split.leftValue,
  });
  node.right = look(problem, {
    rows: rightRows,
    sums: isLeftSmaller ? others : added,
    total: split.rightSums,
    bounds: rightBounds,
    depth,
    value: split.rightValue,
  });
}

function goesLeft({ rows }: Search, { feature, left, missingLeft }: Split, row: number): boolean {
  const bin = rows.bins[feature * rows.rowCount + row]!;
  if (bin === rows.binStart[feature + 1]! - rows.binStart[feature]! - 1) return missingLeft;
  return typeof left === 'number' ? bin <= left : left.has(bin);
}

/** Below a constrained split, no value of a side may pass the middle between the two sides' values. */
function boundsOf({ monotonic }: BoostingLimits, bounds: Bounds, split: Split): [Bounds, Bounds] {
  const direction = monotonic?.[split.feature] ?? 0;
  if (direction === 0) return [bounds, bounds];
  const middle = (split.leftValue + split.rightValue) / 2;
  const lower = { lowest: bounds.lowest, highest: middle };
  const upper = { lowest: middle, highest: bounds.highest };
  return direction > 0 ? [lower, upper] : [upper, lower];
}

function totalOf(rows: Uint32Array, gradients: Quantized, hessians: Quantized): Sums {
  let gradient = 0;
  let hessian = 0;
  for (const row of rows) {
    gradient += gradients.numbers[row]!;
    hessian += hessians.numbers[row]!;
  }
  return {
    gradient: gradient * gradients.unit,
    hessian: hessian * hessians.unit,
    count: rows.length,
  };
}

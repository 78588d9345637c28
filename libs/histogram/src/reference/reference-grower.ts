/**
 * The algorithm, written to be read: it defines a grown tree, sample by sample. The kernel grows the same trees to
 * the bit, about fifty times as fast; tests compare the two node by node. This one grows them if the kernel has
 * not been built, and for the criterion `poisson`, which the kernel does not support.
 *
 * Every sum of floating-point numbers has one order, which both keep: samples in the order of their rows, group
 * by group as a split moves.
 */
import type { Bag, GrownTree, GrowthProblem, TreeGrower } from '../growth.ts';
import { Xoshiro128 } from '../random/xoshiro128.ts';
import { classTask } from './class-node.ts';
import { findSplit } from './find-split.ts';
import type { FoundSplit } from './find-split.ts';
import { flatten } from './flatten.ts';
import type { GrowingNode } from './growing-node.ts';
import { countSamples, samplesOf, takeSide } from './node.ts';
import type { Samples } from './node.ts';
import { poissonTask } from './poisson-node.ts';
import { splitSamples } from './split-samples.ts';
import type { NodeTask } from './task.ts';
import { valueTask } from './value-node.ts';

export function createReferenceGrower(problem: GrowthProblem): TreeGrower {
  return { grow: (bag, state) => growTree(problem, bag, state) };
}

function taskOf(problem: GrowthProblem, all: Samples): NodeTask {
  const { limits, target } = problem;
  if (target.kind === 'classification') return classTask(problem, target, all);
  return limits.criterion === 'poisson' ? poissonTask(target) : valueTask(problem, target);
}

function growTree(problem: GrowthProblem, bag: Bag, state: Uint32Array): GrownTree {
  const { limits, table } = problem;
  const all = samplesOf(bag, problem.weights);
  const task = taskOf(problem, all);
  const random = new Xoshiro128(state);
  const order = Uint32Array.from(table.features.keys());
  const importances = new Float64Array(table.features.length);
  const nodeOf = (samples: Samples, depth: number): GrowingNode => ({
    summary: task(samples),
    samples,
    depth,
  });
  const root = nodeOf(all, 0);

  const look = (node: GrowingNode): FoundSplit | undefined => {
    const { samples, summary, depth } = node;
    const size = countSamples(samples);
    const isFinal =
      summary.isPure ||
      depth >= limits.maxDepth ||
      size < limits.minSamplesSplit ||
      size < 2 * limits.minSamplesLeaf;
    const found = isFinal ? undefined : findSplit(problem, samples, summary, order, random);
    if (found === undefined) return undefined;
    const decrease = (found.score - summary.score) / root.summary.weight;
    const least = limits.minImpurityDecrease;
    return least > 0 && decrease < least ? undefined : found;
  };
  const expand = (node: GrowingNode, found: FoundSplit): [GrowingNode, GrowingNode] => {
    importances[found.feature]! += Math.max(0, found.score - node.summary.score);
    const { rule, isLeft } = splitSamples(problem, node.samples, found);
    const [left, right] = ([1, 0] as const).map((side) =>
      nodeOf(takeSide(node.samples, isLeft, side), node.depth + 1),
    ) as [GrowingNode, GrowingNode];
    node.children = { rule, left, right };
    return [left, right];
  };

  if (limits.maxLeafNodes === Infinity) growDepthFirst(root, look, expand);
  else growBestFirst(root, limits.maxLeafNodes, look, expand);
  return flatten(problem, root, importances);
}

type Look = (node: GrowingNode) => FoundSplit | undefined;
type Expand = (node: GrowingNode, found: FoundSplit) => [GrowingNode, GrowingNode];

/** Left subtrees before right ones, so that random numbers are drawn in preorder. */
function growDepthFirst(root: GrowingNode, look: Look, expand: Expand): void {
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const found = look(node);
    if (found === undefined) continue;
    const [left, right] = expand(node, found);
    stack.push(right, left);
  }
}

/** Always splits the node whose split lowers impurity most (the older of equals), and searches each child at once. */
function growBestFirst(root: GrowingNode, maxLeafNodes: number, look: Look, expand: Expand): void {
  const frontier: { node: GrowingNode; found: FoundSplit; decrease: number }[] = [];
  const add = (node: GrowingNode): void => {
    const found = look(node);
    if (found === undefined) return;
    const decrease = found.score - node.summary.score;
    const after = frontier.findIndex((other) => other.decrease < decrease);
    frontier.splice(after === -1 ? frontier.length : after, 0, { node, found, decrease });
  };
  add(root);
  for (let leaves = 1; leaves < maxLeafNodes; leaves++) {
    const next = frontier.shift();
    if (next === undefined) return;
    for (const child of expand(next.node, next.found)) add(child);
  }
}

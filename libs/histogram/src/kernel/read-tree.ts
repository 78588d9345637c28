import { CATEGORICAL, LEAF } from '@lambda-forest/forest';

import type { GrownTree, GrowthProblem } from '../growth.ts';
import { LEAF_OF_SAMPLES } from '../../kernel/abi.ts';
import { view } from './kernel-exports.ts';
import type { KernelExports } from './kernel-exports.ts';
import { preorder } from './preorder.ts';

/**
 * The tree that the kernel has just grown, with its leaves' answers computed. Its arrays are the kernel's own memory
 * (except for best-first trees): the next tree overwrites them.
 */
export function readTree(kernel: KernelExports, problem: GrowthProblem): GrownTree {
  const nodes = kernel.nodeCount.value;
  const tree = {
    feature: view(kernel, Int32Array, 'features', nodes),
    flags: view(kernel, Uint8Array, 'flags', nodes),
    cut: view(kernel, Uint32Array, 'cuts', nodes),
    above: view(kernel, Uint16Array, 'aboves', nodes),
    next: view(kernel, Uint32Array, 'nexts', nodes),
    setBits: view(kernel, Uint32Array, 'setBits', kernel.setWords.value),
    importances: view(kernel, Float64Array, 'importances', problem.table.features.length),
  };
  const ordered = problem.limits.maxLeafNodes === Infinity ? tree : reorder(kernel, problem, tree);
  const answers =
    problem.target.kind === 'classification'
      ? shareClasses(kernel, problem, problem.target.classCount, ordered)
      : ordered === tree
        ? view(kernel, Float64Array, 'answers', kernel.answerLeaves.value)
        : new Float64Array(collectMeans(kernel, ordered));
  return { ...ordered, answers };
}

type Nodes = Omit<GrownTree, 'answers'>;

/** Best-first trees are in the order of growth, and have sets that were tried and not used. */
function reorder(kernel: KernelExports, { table }: GrowthProblem, tree: Nodes): Nodes {
  const nodes = tree.feature.length;
  const left = view(kernel, Uint32Array, 'lefts', nodes);
  const order = preorder({ feature: tree.feature, left, next: tree.next });
  const place = new Uint32Array(nodes);
  order.forEach((node, at) => (place[node] = at));
  const setBits: number[] = [];
  const cut = tree.cut.slice();
  const next = tree.next.slice();
  order.forEach((node, at) => {
    const feature = tree.feature[node]!;
    const isSplit = feature !== LEAF;
    next[at] = isSplit ? place[tree.next[node]!]! : tree.next[node]!;
    cut[at] = tree.cut[node]!;
    if (isSplit && (tree.flags[node]! & CATEGORICAL) !== 0) {
      const words = Math.ceil(table.features[feature]!.codeCount / 32);
      cut[at] = setBits.length;
      setBits.push(...tree.setBits.subarray(tree.cut[node], tree.cut[node]! + words));
    }
  });
  return {
    feature: Int32Array.from(order, (node) => tree.feature[node]!),
    flags: Uint8Array.from(order, (node) => tree.flags[node]!),
    above: Uint16Array.from(order, (node) => tree.above[node]!),
    cut,
    next,
    setBits: Uint32Array.from(setBits),
    importances: tree.importances,
  };
}

/** The class distributions of leaves of several classes, written in their final form in place. */
function shareClasses(
  kernel: KernelExports,
  { weights }: GrowthProblem,
  classCount: number,
  { feature, flags, next, cut }: Nodes,
): Float64Array {
  if (kernel.sampleLeaves.value === 0) return new Float64Array(0);
  const answers: number[] = [];
  const packs = view(kernel, Uint32Array, 'samplePacks');
  const sampleWeights =
    weights === undefined ? undefined : view(kernel, Float64Array, 'sampleWeights');
  const sums = new Float64Array(classCount);
  for (let node = 0; node < feature.length; node++) {
    if ((flags[node]! & LEAF_OF_SAMPLES) === 0) continue;
    const end = cut[node]!;
    sums.fill(0);
    let total = 0;
    for (let i = next[node]!; i < end; i++) {
      const pack = packs[i]!;
      const weight = sampleWeights?.[i] ?? pack & 0xffff;
      sums[pack >>> 16]! += weight;
      total += weight;
    }
    flags[node] = 0;
    cut[node] = 0;
    next[node] = classCount + answers.length / classCount;
    for (const sum of sums) answers.push(sum / total);
  }
  return Float64Array.from(answers);
}

/** The means of a best-first tree's leaves, gathered; each leaf names the node whose mean it is. */
function collectMeans(kernel: KernelExports, { feature, next }: Nodes): number[] {
  const answers = view(kernel, Float64Array, 'answers', feature.length);
  const means: number[] = [];
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] !== LEAF) continue;
    const mean = answers[next[node]!]!;
    next[node] = means.length;
    means.push(mean);
  }
  return means;
}

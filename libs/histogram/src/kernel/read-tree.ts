import { CATEGORICAL, LEAF } from '@lambda-forest/forest';

import type { GrownTree, GrowthProblem } from '../growth.ts';
import { addressOf } from './address-of.ts';
import type { KernelExports } from './kernel-exports.ts';
import { preorder } from './preorder.ts';

/** A leaf that stores its samples instead of an answer: `next` is the first of them, `cut` the end (exclusive). */
const LEAF_OF_SAMPLES = 128;

/**
 * The tree that the kernel has just grown, with its leaves' answers computed. Its arrays are the kernel's own memory
 * (except for best-first trees): the next tree overwrites them.
 */
export function readTree(kernel: KernelExports, problem: GrowthProblem): GrownTree {
  const { buffer } = kernel.memory;
  const nodes = kernel.nodesGrown();
  const tree = {
    feature: new Int32Array(buffer, addressOf(kernel.nodeFeature), nodes),
    flags: new Uint8Array(buffer, addressOf(kernel.nodeFlags), nodes),
    cut: new Uint32Array(buffer, addressOf(kernel.nodeCut), nodes),
    above: new Uint16Array(buffer, addressOf(kernel.nodeAbove), nodes),
    next: new Uint32Array(buffer, addressOf(kernel.nodeNext), nodes),
    setBits: new Uint32Array(buffer, addressOf(kernel.setBits), kernel.setWordsUsed()),
    importances: new Float64Array(
      buffer,
      addressOf(kernel.importances),
      problem.table.features.length,
    ),
  };
  const ordered = problem.limits.maxLeafNodes === Infinity ? tree : reorder(kernel, problem, tree);
  const answers =
    problem.target.kind === 'classification'
      ? shareClasses(kernel, problem, problem.target.classCount, ordered)
      : ordered === tree
        ? new Float64Array(buffer, addressOf(kernel.nodeAnswer), kernel.leavesOfAnswers())
        : new Float64Array(collectMeans(kernel, ordered));
  return { ...ordered, answers };
}

type Nodes = Omit<GrownTree, 'answers'>;

/** Best-first trees are in the order of growth, and have sets that were tried and not used. */
function reorder(kernel: KernelExports, { table }: GrowthProblem, tree: Nodes): Nodes {
  const nodes = tree.feature.length;
  const left = new Uint32Array(kernel.memory.buffer, addressOf(kernel.nodeLeft), nodes);
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
  if (kernel.leavesOfSamples() === 0) return new Float64Array(0);
  const { buffer } = kernel.memory;
  const answers: number[] = [];
  let packs: Uint32Array | undefined;
  let sampleWeights: Float64Array | undefined;
  const sums = new Float64Array(classCount);
  for (let node = 0; node < feature.length; node++) {
    if ((flags[node]! & LEAF_OF_SAMPLES) === 0) continue;
    const end = cut[node]!;
    packs ??= new Uint32Array(buffer, addressOf(kernel.samplePacks));
    if (weights !== undefined) {
      sampleWeights ??= new Float64Array(buffer, addressOf(kernel.sampleWeights));
    }
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
  const answers = new Float64Array(kernel.memory.buffer, addressOf(kernel.nodeAnswer));
  const means: number[] = [];
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] !== LEAF) continue;
    const mean = answers[next[node]!]!;
    next[node] = means.length;
    means.push(mean);
  }
  return means;
}

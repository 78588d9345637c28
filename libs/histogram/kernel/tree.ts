/**
 * The tree that grows. Nodes are written in preorder (depth-first) or in the order of growth (best-first, with
 * `left`; the host puts them in preorder). A leaf of several classes has the flag LEAF_OF_SAMPLES and, instead of
 * its answer, the range of its samples in `next` and `cut`: they stay where they are, so the host can add
 * them up.
 */
import { LEAF, LEAF_OF_SAMPLES, UNLIMITED } from './abi';
import { growMemory, reserve } from './memory';
import { Numbers, nowhere } from './numbers';
import { classCount, codeCounts, featureCount, maxLeafNodes } from './problem';

export let nodeCount: u32 = 0;
/** Words of `setBits` in use. */
export let setWords: u32 = 0;
/** Leaves that name their samples instead of an answer. */
export let sampleLeaves: u32 = 0;
/** Regression, depth-first: the number of leaves, whose answers are stored consecutively. */
export let answerLeaves: u32 = 0;

// [nodes] each: see GrownTree in src/growth.ts.
export let features = nowhere<i32>();
export let flags = nowhere<u8>();
export let cuts = nowhere<u32>();
export let aboves = nowhere<u16>();
export let nexts = nowhere<u32>();
/** Best-first: the left child of a split. */
export let lefts = nowhere<u32>();
/** The answers of leaves in regression: entry `next` of each, in the order of growth (depth-first) or of nodes. */
export let answers = nowhere<f64>();
/** [featureCount] */
export let importances = nowhere<f64>();
/** Category sets, one after the other; the memory grows as needed, because nothing comes after them. */
export let setBits = nowhere<u32>();

export function isBestFirst(): bool {
  return maxLeafNodes != UNLIMITED;
}

export function layOutImportances(): void {
  importances = reserve<f64>(featureCount);
}

export function layOut(nodes: u32): void {
  features = reserve<i32>(nodes);
  flags = reserve<u8>(nodes);
  cuts = reserve<u32>(nodes);
  aboves = reserve<u16>(nodes);
  nexts = reserve<u32>(nodes);
  lefts = reserve<u32>(isBestFirst() ? nodes : 0);
  answers = reserve<f64>(classCount == 0 ? nodes : 0);
}

/** Must be the last that is laid out, behind the nodes that wait. */
export function layOutSets(): void {
  setBits = reserve<u32>(0);
}

/** Makes room before the sets. */
export function moveSets(bytes: u32): void {
  const moved = changetype<Numbers<u32>>(setBits.address(0) + bytes);
  growMemory(moved.address(setWords));
  moved.copy(setBits, setWords);
  setBits = moved;
}

export function startTree(): void {
  nodeCount = 0;
  setWords = 0;
  sampleLeaves = 0;
  answerLeaves = 0;
  importances.clear(featureCount);
}

/** @returns the index of the first of them */
export function addNodes(count: u32): u32 {
  const node = nodeCount;
  nodeCount += count;
  return node;
}

export function writeNode(node: u32, feature: i32, flag: u32, cut: u32, above: u32): void {
  features[node] = feature;
  flags[node] = <u8>flag;
  cuts[node] = cut;
  aboves[node] = <u16>above;
}

/** A leaf of one class. */
export function writePure(node: u32, klass: u32): void {
  writeNode(node, LEAF, 0, 0, 0);
  nexts[node] = klass;
}

/** A leaf in regression. */
export function writeAnswer(node: u32, answer: f64): void {
  const place = isBestFirst() ? node : answerLeaves++;
  writePure(node, place);
  answers[place] = answer;
}

/** A leaf of several classes. */
export function writeRange(node: u32, start: u32, end: u32): void {
  sampleLeaves++;
  writeNode(node, LEAF, LEAF_OF_SAMPLES, end, 0);
  nexts[node] = start;
}

/** Keeps a copy of a category set. @returns where it starts in `setBits` */
export function addSet(set: Numbers<u32>, feature: u32): u32 {
  const start = setWords;
  setWords += (codeCounts[feature] + 31) >>> 5;
  growMemory(setBits.address(setWords));
  setBits.from(start).copy(set, setWords - start);
  return start;
}

/** The tree that is grown, which every thread has for itself: nodes in the order of growth. */
import { reserve } from '../memory';
import { Numbers, nowhere } from '../numbers';
import { maxNodes, member, memberCount, setWords } from './problem';

export let nodeCount: u32 = 0;

/** [maxNodes], all of them. The feature of the best split, or NONE of candidate.ts. */
export let features = nowhere<i32>();
/** Bits of abi.ts. */
export let flags = nowhere<u32>();
/** The last bin that goes left. */
export let cuts = nowhere<u32>();
/** A split's left child; the right one follows it. */
export let lefts = nowhere<u32>();
/** By how much the best split lowers twice the loss; minGain if there is none. */
export let gains = nowhere<f64>();
/** The answer of a leaf, and its bounds. */
export let values = nowhere<f64>();
export let lowests = nowhere<f64>();
export let highests = nowhere<f64>();
export let depths = nowhere<u32>();
/** Rows, and whole sums of their derivatives. */
export let counts = nowhere<u32>();
export let gradients = nowhere<i32>();
export let hessians = nowhere<i32>();
/** The same of the best split's left side. */
export let leftCounts = nowhere<u32>();
export let leftGradients = nowhere<i32>();
export let leftHessians = nowhere<i32>();
/** The answers of the best split's sides. */
export let leftValues = nowhere<f64>();
export let rightValues = nowhere<f64>();
/** Where the node's sums are kept, or NO_SLOT. */
export let slots = nowhere<u32>();
/** [maxNodes][setWords]: bins that go left. */
let sets = nowhere<u32>();

export const NO_SLOT: u32 = -1;

export function layOut(): void {
  features = own<i32>(1);
  flags = own<u32>(1);
  cuts = own<u32>(1);
  lefts = own<u32>(1);
  gains = own<f64>(1);
  values = own<f64>(1);
  lowests = own<f64>(1);
  highests = own<f64>(1);
  depths = own<u32>(1);
  counts = own<u32>(1);
  gradients = own<i32>(1);
  hessians = own<i32>(1);
  leftCounts = own<u32>(1);
  leftGradients = own<i32>(1);
  leftHessians = own<i32>(1);
  leftValues = own<f64>(1);
  rightValues = own<f64>(1);
  slots = own<u32>(1);
  sets = own<u32>(setWords);
}

/** Reserves for all threads. @returns this thread's numbers */
function own<T>(aNode: u32): Numbers<T> {
  const each = maxNodes * aNode;
  return reserve<T>(each * memberCount).from(each * member);
}

export function setOf(node: u32): Numbers<u32> {
  return sets.from(node * setWords);
}

/** @returns the first of `count` new nodes */
export function append(count: u32): u32 {
  const first = nodeCount;
  nodeCount += count;
  return first;
}

export function clear(): void {
  nodeCount = 0;
}

/**
 * The bag: one entry a sample in each array. They are reordered as nodes are split, so that every node's samples are
 * neighbours, in the order of their rows.
 */
import { reserve } from './memory';
import { nowhere } from './numbers';
import { classCount, isWeighted } from './problem';

export let rows = nowhere<u32>();
/** class << 16 | count, with class 0 in regression. */
export let packs = nowhere<u32>();
/** Count times row weight, if isWeighted. */
export let weights = nowhere<f64>();
/** The target, in regression. */
export let values = nowhere<f64>();
/** Weight times deviation from the node's mean, in regression. */
export let deviations = nowhere<f64>();

// The right side while samples are partitioned, in the memory of what nodes are searched with.
export let spareRows = nowhere<u32>();
export let sparePacks = nowhere<u32>();
export let spareWeights = nowhere<f64>();
export let spareValues = nowhere<f64>();

/** @param size one more than there are samples: see `fillBag` in bag.ts */
export function layOut(size: u32): void {
  rows = reserve<u32>(size);
  packs = reserve<u32>(size);
  weights = reserve<f64>(isWeighted ? size : 0);
  values = reserve<f64>(classCount == 0 ? size : 0);
}

/** What is in use while a node is searched. */
export function layOutDeviations(size: u32): void {
  deviations = reserve<f64>(classCount == 0 ? size : 0);
}

export function layOutSpare(size: u32): void {
  spareRows = reserve<u32>(size);
  sparePacks = reserve<u32>(size);
  spareWeights = reserve<f64>(isWeighted ? size : 0);
  spareValues = reserve<f64>(classCount == 0 ? size : 0);
}

export function classOf(pack: u32): u32 {
  return pack >>> 16;
}

export function countOf(pack: u32): u32 {
  return pack & 0xffff;
}

/** Count times row weight. */
export function weightOf(sample: u32): f64 {
  return isWeighted ? weights[sample] : <f64>countOf(packs[sample]);
}

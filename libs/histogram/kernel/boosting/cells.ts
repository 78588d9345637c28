/**
 * Where the derivatives of a node's rows are added up, by bin. A cell has 32-bit lanes:
 *
 *   without hessians  count, gradient                 8 bytes
 *   with hessians     hessian, gradient, count, 0    16 bytes
 *
 * so that the first two are a hessian and a gradient in either case: each row's hessian counts 1 then.
 */
import { reserve } from '../memory';
import { nowhere } from '../numbers';
import {
  binCount,
  cellCount,
  cellStart,
  groupCount,
  groupFeatures,
  groupStart,
  hasHessians,
  isDrawn,
  member,
  slotCount,
} from './problem';

/** [slotCount][cellCount] */
let cells = nowhere<u8>();

export function layOut(): void {
  cells = reserve<u8>((slotCount * cellCount) << cellShift());
}

/** A cell has 1 << cellShift() bytes. */
export function cellShift(): u32 {
  return hasHessians ? 4 : 3;
}

/** The cells of a feature in the slot of a node. */
export function cellsOf(slot: u32, feature: u32): usize {
  return changetype<usize>(cells) + ((<usize>slot * cellCount + cellStart[feature]) << cellShift());
}

/** They are even in number, so that they can be subtracted in pairs. */
function bytesOf(feature: u32): usize {
  return (<usize>(binCount[feature] + (binCount[feature] & 1))) << cellShift();
}

/** Of the features of a group that the tree's splits may be of; nobody reads the cells of others. */
export function clear(slot: u32, group: u32): void {
  for (let i = groupStart[group]; i < groupStart[group + 1]; i++) {
    const feature = groupFeatures[i];
    if (isDrawn[feature]) memory.fill(cellsOf(slot, feature), 0, bytesOf(feature));
  }
}

/** Takes the cells of this thread's groups in one slot from those in another. */
export function subtract(from: u32, slot: u32, threads: u32): void {
  for (let group = member; group < groupCount; group += threads) {
    for (let i = groupStart[group]; i < groupStart[group + 1]; i++) {
      if (isDrawn[groupFeatures[i]]) subtractFeature(from, slot, groupFeatures[i]);
    }
  }
}

function subtractFeature(from: u32, slot: u32, feature: u32): void {
  let to = cellsOf(from, feature);
  let at = cellsOf(slot, feature);
  const end = at + bytesOf(feature);
  for (; at < end; at += 16, to += 16) {
    v128.store(to, i32x4.sub(v128.load(to), v128.load(at)));
  }
}

/**
 * Adds a row's derivatives to a cell: `wide` with hessians, else `narrow`.
 *
 * @param place the cell's number if `isBin`, else where it is, in bytes
 */
export function addTo(
  hessian: bool,
  isBin: bool,
  cells: usize,
  place: u32,
  narrow: u64,
  wide: v128,
): void {
  const cell = cells + (isBin ? place << (hessian ? 4 : 3) : place);
  if (hessian) v128.store(cell, i32x4.add(v128.load(cell), wide));
  else store<u64>(cell, load<u64>(cell) + narrow);
}

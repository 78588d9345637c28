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

/** A group's cells are neighbours. @returns how many bytes they have */
function bytesOfGroup(group: u32): usize {
  const last = groupFeatures[groupStart[group + 1] - 1];
  const end = cellStart[last] + binCount[last];
  return (<usize>(end - cellStart[groupFeatures[groupStart[group]]])) << cellShift();
}

export function clear(slot: u32, group: u32): void {
  memory.fill(cellsOf(slot, groupFeatures[groupStart[group]]), 0, bytesOfGroup(group));
}

/** Takes the cells of this thread's groups in one slot from those in another. */
export function subtract(from: u32, slot: u32, threads: u32): void {
  for (let group = member; group < groupCount; group += threads) {
    const first = groupFeatures[groupStart[group]];
    let to = cellsOf(from, first);
    let at = cellsOf(slot, first);
    const end = at + bytesOfGroup(group);
    for (; at < end; at += 16, to += 16) {
      v128.store(to, i32x4.sub(v128.load(to), v128.load(at)));
    }
  }
}

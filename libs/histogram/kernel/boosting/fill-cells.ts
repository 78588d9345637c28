/** Adds a node's rows to its cells. This loop decides how long training takes on many rows. */
import { addTo, cellsOf, clear } from './cells';
import { derivatives } from './derive';
import { fillDrawn } from './fill-drawn';
import {
  bytesOfRow,
  groupCount,
  groupFeatures,
  groupStart,
  hasHessians,
  isDrawn,
  isWide,
  member,
  places,
} from './problem';
import { rows, segmentEnd, segmentStart } from './rows';

/** Rows of which all groups are added before the next: as many as stay in the processor's cache meanwhile. */
const BLOCK: u32 = 1024;

/** @param areAll whether the node has all rows, in order */
export function fillCells(node: u32, slot: u32, areAll: bool, threads: u32): void {
  for (let group = member; group < groupCount; group += threads) {
    clear(slot, group);
  }
  for (let part: u32 = 0; part < threads; part++) {
    const end = segmentEnd(node, part);
    for (let start = segmentStart(node, part); start < end; start += BLOCK) {
      fillBlock(slot, areAll, start, min(start + BLOCK, end), threads);
    }
  }
}

function fillBlock(slot: u32, areAll: bool, start: u32, end: u32, threads: u32): void {
  if (!areAll) touch(start, end);
  for (let group = member; group < groupCount; group += threads) {
    if (areAllDrawn(group)) fillGroup(group, slot, areAll, start, end);
    else fillDrawn(group, slot, start, end);
  }
}

/** What has been touched; nobody reads it. */
let touched: u64 = 0;

/** Reads the rows' data, which lies scattered, so that much of it comes from memory at the same time. */
function touch(start: u32, end: u32): void {
  const words = places.address(0);
  const pairs = derivatives.address(0);
  const stride = bytesOfRow();
  const last = max<usize>(stride, 8) - 8; // a row may reach into the next line of the cache
  let sum: u64 = 0;
  for (let i = start; i < end; i++) {
    const row = <usize>rows[i];
    const at = words + row * stride;
    sum += load<u64>(at) ^ load<u64>(at + last) ^ load<u64>(pairs + (row << 3));
  }
  touched = sum;
}

function areAllDrawn(group: u32): bool {
  for (let i = groupStart[group]; i < groupStart[group + 1]; i++) {
    if (!isDrawn[groupFeatures[i]]) return false;
  }
  return true;
}

function fillGroup(group: u32, slot: u32, areAll: bool, start: u32, end: u32): void {
  const areWide = isWide[groupFeatures[groupStart[group]]];
  if (hasHessians) {
    if (areWide) inline.always(chooseCount(true, true, group, slot, areAll, start, end));
    else inline.always(chooseCount(true, false, group, slot, areAll, start, end));
  } else if (areWide) inline.always(chooseCount(false, true, group, slot, areAll, start, end));
  else inline.always(chooseCount(false, false, group, slot, areAll, start, end));
}

function chooseCount(
  hessian: bool,
  areWide: bool,
  group: u32,
  slot: u32,
  areAll: bool,
  start: u32,
  end: u32,
): void {
  const count = groupStart[group + 1] - groupStart[group];
  if (count == 1) inline.always(chooseOrder(hessian, areWide, 1, group, slot, areAll, start, end));
  else if (count == 2)
    inline.always(chooseOrder(hessian, areWide, 2, group, slot, areAll, start, end));
  else if (count == 3)
    inline.always(chooseOrder(hessian, areWide, 3, group, slot, areAll, start, end));
  else if (areWide || count == 4)
    inline.always(chooseOrder(hessian, areWide, 4, group, slot, areAll, start, end));
  else if (count == 5)
    inline.always(chooseOrder(hessian, areWide, 5, group, slot, areAll, start, end));
  else if (count == 6)
    inline.always(chooseOrder(hessian, areWide, 6, group, slot, areAll, start, end));
  else if (count == 7)
    inline.always(chooseOrder(hessian, areWide, 7, group, slot, areAll, start, end));
  else inline.always(chooseOrder(hessian, areWide, 8, group, slot, areAll, start, end));
}

function chooseOrder(
  hessian: bool,
  areWide: bool,
  count: u32,
  group: u32,
  slot: u32,
  areAll: bool,
  start: u32,
  end: u32,
): void {
  if (areAll) inline.always(fill(hessian, areWide, count, true, group, slot, start, end));
  else inline.always(fill(hessian, areWide, count, false, group, slot, start, end));
}

function fill(
  hessian: bool,
  areWide: bool,
  count: u32,
  areAll: bool,
  group: u32,
  slot: u32,
  start: u32,
  end: u32,
): void {
  const first = groupStart[group];
  // Narrow features' places count from the first one's cells; with an address for all, they stay in registers.
  const cells0 = cellsOf(slot, groupFeatures[first]);
  const cells1 = areWide && count > 1 ? cellsOf(slot, groupFeatures[first + 1]) : cells0;
  const cells2 = areWide && count > 2 ? cellsOf(slot, groupFeatures[first + 2]) : cells0;
  const cells3 = areWide && count > 3 ? cellsOf(slot, groupFeatures[first + 3]) : cells0;
  const own = places.address(first);
  const stride = bytesOfRow();
  const pairs = derivatives.address(0);
  const list = rows;
  for (let i = start; i < end; i++) {
    const row = <usize>(areAll ? i : list[i]);
    const at = own + row * stride;
    let narrow: u64 = 0;
    let wide: v128 = i64x2.splat(0);
    if (hessian) wide = i32x4.replace_lane(v128.load64_zero(pairs + (row << 3)), 2, 1);
    else narrow = load<u64>(pairs + (row << 3));
    inline.always(addTo(hessian, areWide, cells0, load<u16>(at), narrow, wide));
    if (count > 1) inline.always(addTo(hessian, areWide, cells1, load<u16>(at, 2), narrow, wide));
    if (count > 2) inline.always(addTo(hessian, areWide, cells2, load<u16>(at, 4), narrow, wide));
    if (count > 3) inline.always(addTo(hessian, areWide, cells3, load<u16>(at, 6), narrow, wide));
    if (count > 4) inline.always(addTo(hessian, areWide, cells0, load<u16>(at, 8), narrow, wide));
    if (count > 5) inline.always(addTo(hessian, areWide, cells0, load<u16>(at, 10), narrow, wide));
    if (count > 6) inline.always(addTo(hessian, areWide, cells0, load<u16>(at, 12), narrow, wide));
    if (count > 7) inline.always(addTo(hessian, areWide, cells0, load<u16>(at, 14), narrow, wide));
  }
}

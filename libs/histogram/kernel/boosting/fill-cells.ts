/** Adds a node's rows to its cells. This loop decides how long training takes on many rows. */
import { cellsOf, clear } from './cells';
import { derivatives } from './derive';
import {
  bins,
  bytesOfRow,
  groupCount,
  groupFeatures,
  groupStart,
  hasHessians,
  isDrawn,
  laneShift,
  member,
} from './problem';
import { rows, segmentEnd, segmentStart } from './rows';

/** Rows of which all groups are added before the next: as many as stay in the processor's cache meanwhile. */
const BLOCK: u32 = 1024;

/** @param areAll whether the node has all rows, in order */
export function fillCells(node: u32, slot: u32, areAll: bool, threads: u32): void {
  for (let group = member; group < groupCount; group += threads) {
    if (isAnyDrawn(group)) clear(slot, group);
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
    if (isAnyDrawn(group)) fillGroup(group, slot, areAll, start, end);
  }
}

/** What has been touched; nobody reads it. */
let touched: u64 = 0;

/** Reads the rows' data, which lies scattered, so that much of it comes from memory at the same time. */
function touch(start: u32, end: u32): void {
  const words = bins.address(member);
  const pairs = derivatives.address(0);
  const stride = bytesOfRow();
  let sum: u64 = 0;
  for (let i = start; i < end; i++) {
    const row = <usize>rows[i];
    sum += load<u64>(words + row * stride) ^ load<u64>(pairs + (row << 3));
  }
  touched = sum;
}

function isAnyDrawn(group: u32): bool {
  for (let i = groupStart[group]; i < groupStart[group + 1]; i++) {
    if (isDrawn[groupFeatures[i]]) return true;
  }
  return false;
}

function fillGroup(group: u32, slot: u32, areAll: bool, start: u32, end: u32): void {
  const isWide = laneShift[group] == 4;
  if (hasHessians) {
    if (isWide) inline.always(chooseCount(true, true, group, slot, areAll, start, end));
    else inline.always(chooseCount(true, false, group, slot, areAll, start, end));
  } else if (isWide) inline.always(chooseCount(false, true, group, slot, areAll, start, end));
  else inline.always(chooseCount(false, false, group, slot, areAll, start, end));
}

function chooseCount(
  hessian: bool,
  isWide: bool,
  group: u32,
  slot: u32,
  areAll: bool,
  start: u32,
  end: u32,
): void {
  const count = groupStart[group + 1] - groupStart[group];
  if (count == 1) inline.always(chooseOrder(hessian, isWide, 1, group, slot, areAll, start, end));
  else if (count == 2)
    inline.always(chooseOrder(hessian, isWide, 2, group, slot, areAll, start, end));
  else if (count == 3)
    inline.always(chooseOrder(hessian, isWide, 3, group, slot, areAll, start, end));
  else if (isWide || count == 4)
    inline.always(chooseOrder(hessian, isWide, 4, group, slot, areAll, start, end));
  else if (count == 5)
    inline.always(chooseOrder(hessian, isWide, 5, group, slot, areAll, start, end));
  else if (count == 6)
    inline.always(chooseOrder(hessian, isWide, 6, group, slot, areAll, start, end));
  else if (count == 7)
    inline.always(chooseOrder(hessian, isWide, 7, group, slot, areAll, start, end));
  else inline.always(chooseOrder(hessian, isWide, 8, group, slot, areAll, start, end));
}

function chooseOrder(
  hessian: bool,
  isWide: bool,
  count: u32,
  group: u32,
  slot: u32,
  areAll: bool,
  start: u32,
  end: u32,
): void {
  if (areAll) inline.always(fill(hessian, isWide, count, true, group, slot, start, end));
  else inline.always(fill(hessian, isWide, count, false, group, slot, start, end));
}

function fill(
  hessian: bool,
  isWide: bool,
  count: u32,
  areAll: bool,
  group: u32,
  slot: u32,
  start: u32,
  end: u32,
): void {
  const first = groupStart[group];
  const cells0 = cellsOf(slot, groupFeatures[first]);
  const cells1 = count > 1 ? cellsOf(slot, groupFeatures[first + 1]) : 0;
  const cells2 = count > 2 ? cellsOf(slot, groupFeatures[first + 2]) : 0;
  const cells3 = count > 3 ? cellsOf(slot, groupFeatures[first + 3]) : 0;
  const cells4 = count > 4 ? cellsOf(slot, groupFeatures[first + 4]) : 0;
  const cells5 = count > 5 ? cellsOf(slot, groupFeatures[first + 5]) : 0;
  const cells6 = count > 6 ? cellsOf(slot, groupFeatures[first + 6]) : 0;
  const cells7 = count > 7 ? cellsOf(slot, groupFeatures[first + 7]) : 0;
  const words = bins.address(group);
  const stride = bytesOfRow();
  const pairs = derivatives.address(0);
  for (let i = start; i < end; i++) {
    const row = <usize>(areAll ? i : rows[i]);
    const word = load<u64>(words + row * stride);
    let narrow: u64 = 0;
    let wide: v128 = i64x2.splat(0);
    if (hessian) wide = i32x4.replace_lane(v128.load64_zero(pairs + (row << 3)), 2, 1);
    else narrow = load<u64>(pairs + (row << 3));
    inline.always(add(hessian, isWide, 0, cells0, word, narrow, wide));
    if (count > 1) inline.always(add(hessian, isWide, 1, cells1, word, narrow, wide));
    if (count > 2) inline.always(add(hessian, isWide, 2, cells2, word, narrow, wide));
    if (count > 3) inline.always(add(hessian, isWide, 3, cells3, word, narrow, wide));
    if (count > 4) inline.always(add(hessian, isWide, 4, cells4, word, narrow, wide));
    if (count > 5) inline.always(add(hessian, isWide, 5, cells5, word, narrow, wide));
    if (count > 6) inline.always(add(hessian, isWide, 6, cells6, word, narrow, wide));
    if (count > 7) inline.always(add(hessian, isWide, 7, cells7, word, narrow, wide));
  }
}

function add(
  hessian: bool,
  isWide: bool,
  lane: u64,
  cells: usize,
  word: u64,
  narrow: u64,
  wide: v128,
): void {
  // The bin's bits, moved to where they count bytes.
  const shift: u64 = hessian ? 4 : 3;
  const start = isWide ? lane << 4 : lane << 3;
  const bits: u64 = isWide ? 0xffff : 0xff;
  const moved = lane == 0 ? word << shift : word >>> (start - shift);
  const cell = cells + <usize>(moved & (bits << shift));
  if (hessian) v128.store(cell, i32x4.add(v128.load(cell), wide));
  else store<u64>(cell, load<u64>(cell) + narrow);
}

/**
 * More than two classes, one cell of 16 bits a group and class, eight classes at a time. With l, r and a as the counts
 * of a class on the left, on the right and in all, the sum of r^2 is that of a^2 - 2 a l + l^2: both sides need
 * products of l alone. All numbers are whole and below 2^31, so that they are exact.
 */
import {
  cells,
  classCount,
  leftLanes,
  minSamplesLeaf,
  nodeCodes,
  nodeCounts,
  samplePacks,
  sampleRows,
} from './memory';
import { MISSING_NONE, offer, sumOfQuotients } from './best';
import { columnOf } from './columns';
import { first, size, squares, total } from './node';

/** So that 2 a l, added up over the classes, stays below 2^31. */
export const LANE_SAMPLES: u32 = 32_768;

/** Vectors of eight classes. */
export function vectorsOfClasses(): u32 {
  return (classCount + 7) >>> 3;
}

/** Adds the node's samples to cells by the codes in the table; see `tryCells`. @returns false if all codes are equal */
export function fillClassCells(feature: u32): bool {
  const column = columnOf(feature);
  const start = cells;
  const stride = (<usize>vectorsOfClasses()) << 4;
  const rows = sampleRows + ((<usize>first) << 2);
  const packs = samplePacks + ((<usize>first) << 2);
  const code0 = <u32>load<u16>(column + ((<usize>load<u32>(rows)) << 1));
  const different =
    stride == 16
      ? fillOneVector(column, rows, packs, code0)
      : fillVectors(column, rows, packs, code0, stride);
  if (different != 0) return true;
  memory.fill(start + <usize>code0 * stride, 0, stride);
  return false;
}

/** @returns the bits in which codes differ */
function fillOneVector(column: usize, rows: usize, packs: usize, code0: u32): u32 {
  const start = cells;
  const count = (<usize>size) << 2;
  let different: u32 = 0;
  for (let i: usize = 0; i < count; i += 4) {
    const pack = load<u32>(packs + i);
    const code = <u32>load<u16>(column + ((<usize>load<u32>(rows + i)) << 1));
    different |= code ^ code0;
    const cell = start + (((<usize>code) << 4) | ((<usize>(pack >>> 16)) << 1));
    store<u16>(cell, load<u16>(cell) + (pack & 0xffff));
  }
  return different;
}

function fillVectors(column: usize, rows: usize, packs: usize, code0: u32, stride: usize): u32 {
  const start = cells;
  const count = (<usize>size) << 2;
  let different: u32 = 0;
  for (let i: usize = 0; i < count; i += 4) {
    const pack = load<u32>(packs + i);
    const code = <u32>load<u16>(column + ((<usize>load<u32>(rows + i)) << 1));
    different |= code ^ code0;
    const cell = start + <usize>code * stride + ((<usize>(pack >>> 16)) << 1);
    store<u16>(cell, load<u16>(cell) + (pack & 0xffff));
  }
  return different;
}

/** The same by the codes that were gathered. */
export function fillGroupCells(low: u32, shift: u32): void {
  const start = cells;
  const stride = (<usize>vectorsOfClasses()) << 4;
  let code = nodeCodes;
  let at = samplePacks + ((<usize>first) << 2);
  const end = at + ((<usize>size) << 2);
  for (; at < end; at += 4) {
    const pack = load<u32>(at);
    const group = (load<u16>(code) - low) >>> shift;
    const cell = start + <usize>group * stride + ((<usize>(pack >>> 16)) << 1);
    store<u16>(cell, load<u16>(cell) + (pack & 0xffff));
    code += 2;
  }
}

export function scanLanes(groups: u32): void {
  if (classCount <= 8) scanOneVector(groups);
  else scanVectors(groups);
}

/** Empty groups are not worth a branch: they have the score of the previous group, which is not better. */
function scanOneVector(groups: u32): void {
  const none = i64x2.splat(0);
  const ones = i16x8.splat(1);
  const all = i16x8.narrow_i32x4_u(v128.load(nodeCounts), v128.load(nodeCounts, 16));
  let lefts = none;
  let cell = cells;
  for (let group: u32 = 0; group < groups; group++) {
    lefts = i16x8.add(lefts, v128.load(cell));
    v128.store(cell, none);
    cell += 16;
    inline.always(
      offerLanes(
        i32x4.dot_i16x8_s(lefts, lefts),
        i32x4.dot_i16x8_s(lefts, all),
        i32x4.dot_i16x8_s(lefts, ones),
        group,
      ),
    );
  }
}

function scanVectors(groups: u32): void {
  const none = i64x2.splat(0);
  const ones = i16x8.splat(1);
  const vectors = (<usize>vectorsOfClasses()) << 4;
  const alls = leftLanes + vectors;
  for (let at: usize = 0; at < vectors; at += 16) {
    const counts = nodeCounts + 2 * at;
    v128.store(alls + at, i16x8.narrow_i32x4_u(v128.load(counts), v128.load(counts, 16)));
    v128.store(leftLanes + at, none);
  }
  let cell = cells;
  for (let group: u32 = 0; group < groups; group++) {
    let squared = none;
    let crossed = none;
    let counted = none;
    for (let at: usize = 0; at < vectors; at += 16) {
      const lefts = i16x8.add(v128.load(leftLanes + at), v128.load(cell));
      v128.store(cell, none);
      v128.store(leftLanes + at, lefts);
      cell += 16;
      squared = i32x4.add(squared, i32x4.dot_i16x8_s(lefts, lefts));
      crossed = i32x4.add(crossed, i32x4.dot_i16x8_s(lefts, v128.load(alls + at)));
      counted = i32x4.add(counted, i32x4.dot_i16x8_s(lefts, ones));
    }
    inline.always(offerLanes(squared, crossed, counted, group));
  }
}

/** @param squared four lanes each of the sums of l^2, a l and l */
function offerLanes(squared: v128, crossed: v128, counted: v128, group: u32): void {
  const pairs = i32x4.add(
    v128.shuffle<i32>(squared, counted, 0, 4, 1, 5),
    v128.shuffle<i32>(squared, counted, 2, 6, 3, 7),
  );
  const sums = i32x4.add(pairs, v128.shuffle<i32>(pairs, pairs, 2, 3, 0, 1));
  const halves = i32x4.add(crossed, v128.shuffle<i32>(crossed, crossed, 2, 3, 0, 1));
  const crossings = i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
  const leftSquares = i32x4.extract_lane(sums, 0);
  const left = <u32>i32x4.extract_lane(sums, 1);
  const right = total - left;
  const rightSquares = <i32>squares - 2 * crossings + leftSquares;
  if (minSamplesLeaf > 1 && (left < minSamplesLeaf || right < minSamplesLeaf)) return;
  // If a side has no sample, the score is 0 / 0, and NaN never wins.
  const score = sumOfQuotients(<f64>leftSquares, <f64>left, <f64>rightSquares, <f64>right);
  inline.always(offer(score, group, MISSING_NONE));
}

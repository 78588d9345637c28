/**
 * Classes in whole numbers, gini: the loop that dominates the time of training. Sums of squares are kept as
 * integers while samples move left: a class that goes from c to c + w adds w (2 c + w). Being exact, they do
 * not depend on the order within a group, so that every method gives the same score.
 */
import {
  cells,
  classCount,
  keys,
  leftCounts,
  minSamplesLeaf,
  missingSamples,
  nodeCodes,
  nodeCounts,
  samplePacks,
  sampleRows,
} from './memory';
import { columnOf } from './columns';
import {
  bestScore,
  MISSING_IS_LEFT,
  MISSING_NONE,
  MISSING_RIGHT,
  offer,
  sumOfQuotients,
} from './best';
import { first, size, squares, total } from './node';

function giniScore(leftSquares: i64, left: u32, rightSquares: i64, right: u32): f64 {
  return sumOfQuotients(<f64>leftSquares, <f64>left, <f64>rightSquares, <f64>right);
}

/**
 * Adds the node's samples of two classes to cells by the codes in the table; see `tryCells`. A cell is the count of
 * class 1 << 32 | count of class 0.
 *
 * @returns false if all codes are equal
 */
export function fillTwoClasses(feature: u32): bool {
  const column = columnOf(feature);
  const start = cells;
  const rows = sampleRows + ((<usize>first) << 2);
  const packs = samplePacks + ((<usize>first) << 2);
  const count = (<usize>size) << 2;
  const code0 = <u32>load<u16>(column + ((<usize>load<u32>(rows)) << 1));
  let different: u32 = 0;
  for (let i: usize = 0; i < count; i += 4) {
    const pack = load<u32>(packs + i);
    const code = <u32>load<u16>(column + ((<usize>load<u32>(rows + i)) << 1));
    different |= code ^ code0;
    const cell = start + ((<usize>code) << 3);
    store<u64>(cell, load<u64>(cell) + ((<u64>(pack & 0xffff)) << ((pack >>> 16) << 5)));
  }
  if (different != 0) return true;
  store<u64>(start + ((<usize>code0) << 3), 0);
  return false;
}

/** The same by the codes that were gathered. */
export function fillTwoClassGroups(low: u32, shift: u32): void {
  const start = cells;
  let code = nodeCodes;
  let at = samplePacks + ((<usize>first) << 2);
  const end = at + ((<usize>size) << 2);
  for (; at < end; at += 4) {
    const pack = load<u32>(at);
    const cell = start + ((<usize>((load<u16>(code) - low) >>> shift)) << 3);
    store<u64>(cell, load<u64>(cell) + ((<u64>(pack & 0xffff)) << ((pack >>> 16) << 5)));
    code += 2;
  }
}

/** Empty groups are scored too; see class-cells.ts. If a side has no sample, 0 / 0 never wins. */
export function scanTwoClasses(groups: u32): void {
  const start = cells;
  const all0 = load<u32>(nodeCounts);
  const all1 = load<u32>(nodeCounts, 4);
  const samples = total;
  const least = minSamplesLeaf;
  let left0: u32 = 0;
  let left1: u32 = 0;
  for (let group: u32 = 0; group < groups; group++) {
    const cell = start + ((<usize>group) << 3);
    const counts = load<u64>(cell);
    store<u64>(cell, 0);
    left0 += <u32>counts;
    left1 += <u32>(counts >>> 32);
    const left = left0 + left1;
    const right = samples - left;
    if (least > 1 && (left < least || right < least)) continue;
    const l0 = <i64>left0;
    const l1 = <i64>left1;
    const r0 = <i64>(all0 - left0);
    const r1 = <i64>(all1 - left1);
    const score = giniScore(l0 * l0 + l1 * l1, left, r0 * r0 + r1 * r1, right);
    inline.always(offer(score, group, MISSING_NONE));
  }
}

/**
 * Any number of classes and of samples, one cell of 32 bits a group and class, by the codes in the table; see
 * `tryCells`.
 *
 * @returns false if all codes are equal
 */
export function fillManyCells(feature: u32): bool {
  const column = columnOf(feature);
  const start = cells;
  const stride = (<usize>classCount) << 2;
  const rows = sampleRows + ((<usize>first) << 2);
  const packs = samplePacks + ((<usize>first) << 2);
  const count = (<usize>size) << 2;
  const code0 = <u32>load<u16>(column + ((<usize>load<u32>(rows)) << 1));
  let different: u32 = 0;
  for (let i: usize = 0; i < count; i += 4) {
    const pack = load<u32>(packs + i);
    const code = <u32>load<u16>(column + ((<usize>load<u32>(rows + i)) << 1));
    different |= code ^ code0;
    const cell = start + <usize>code * stride + ((<usize>(pack >>> 16)) << 2);
    store<u32>(cell, load<u32>(cell) + (pack & 0xffff));
  }
  if (different != 0) return true;
  memory.fill(start + <usize>code0 * stride, 0, stride);
  return false;
}

/** The same by the codes that were gathered. */
export function fillManyGroupCells(low: u32, shift: u32): void {
  const start = cells;
  const classes = classCount;
  let code = nodeCodes;
  let at = samplePacks + ((<usize>first) << 2);
  const end = at + ((<usize>size) << 2);
  for (; at < end; at += 4) {
    const pack = load<u32>(at);
    const index = ((load<u16>(code) - low) >>> shift) * classes + (pack >>> 16);
    const cell = start + ((<usize>index) << 2);
    store<u32>(cell, load<u32>(cell) + (pack & 0xffff));
    code += 2;
  }
}

export function scanManyCells(groups: u32): void {
  const classes = classCount;
  const samples = total;
  const least = minSamplesLeaf;
  let left: u32 = 0;
  let leftSquares: i64 = 0;
  let rightSquares = squares;
  let cell = cells;
  for (let group: u32 = 0; group < groups; group++) {
    const before = left;
    for (let klass: usize = 0; klass < (<usize>classes) << 2; klass += 4) {
      const count = load<u32>(cell + klass);
      if (count == 0) continue;
      store<u32>(cell + klass, 0);
      const l = load<u32>(leftCounts + klass);
      const r = load<u32>(nodeCounts + klass) - l;
      store<u32>(leftCounts + klass, l + count);
      leftSquares += <i64>count * (2 * <i64>l + count);
      rightSquares -= <i64>count * (2 * <i64>r - count);
      left += count;
    }
    cell += (<usize>classes) << 2;
    const right = samples - left;
    if (left == before || left < least || right < least) continue;
    inline.always(offer(giniScore(leftSquares, left, rightSquares, right), group, MISSING_NONE));
  }
  memory.fill(leftCounts, 0, (<usize>classes) << 2);
}

/** Any number of classes, at a cost that does not depend on it: packs are put in the order of their groups. */
export function scanClassGroups(low: u32, shift: u32, groups: u32): void {
  const starts = cells;
  const packs = samplePacks + ((<usize>first) << 2);
  const sorted = keys; // u32[size]
  const codesEnd = nodeCodes + ((<usize>size) << 1);
  for (let code = nodeCodes; code < codesEnd; code += 2) {
    const cell = starts + ((<usize>((load<u16>(code) - low) >>> shift)) << 2);
    store<u32>(cell, load<u32>(cell) + 4);
  }
  let next = <u32>sorted;
  const cellsEnd = starts + ((<usize>groups) << 2);
  for (let cell = starts; cell < cellsEnd; cell += 4) {
    const bytes = load<u32>(cell);
    store<u32>(cell, next);
    next += bytes;
  }
  let from = packs;
  for (let code = nodeCodes; code < codesEnd; code += 2) {
    const cell = starts + ((<usize>((load<u16>(code) - low) >>> shift)) << 2);
    const to = load<u32>(cell);
    store<u32>(cell, to + 4);
    store<u32>(to, load<u32>(from));
    from += 4;
  }
  const samples = total;
  const least = minSamplesLeaf;
  const lefts = leftCounts;
  const alls = nodeCounts;
  let left: u32 = 0;
  let leftSquares: i64 = 0;
  let crossed: i64 = 0; // the sum of l times all: see class-cells.ts
  let at = sorted;
  for (let group: u32 = 0; group < groups; group++) {
    const cell = starts + ((<usize>group) << 2);
    const end = <usize>load<u32>(cell);
    store<u32>(cell, 0);
    if (at == end) continue;
    for (; at < end; at += 4) {
      const pack = load<u32>(at);
      const count = pack & 0xffff;
      const klass = (<usize>(pack >>> 16)) << 2;
      const l = load<u32>(lefts + klass);
      store<u32>(lefts + klass, l + count);
      leftSquares += <i64>count * (2 * <i64>l + count);
      crossed += <i64>count * <i64>load<u32>(alls + klass);
      left += count;
    }
    const right = samples - left;
    if (left < least || right < least) continue;
    const rightSquares = squares - 2 * crossed + leftSquares;
    inline.always(offer(giniScore(leftSquares, left, rightSquares, right), group, MISSING_NONE));
  }
  for (let klass: usize = 0; klass < (<usize>classCount) << 2; klass += 4) {
    store<u32>(lefts + klass, 0);
  }
}

/** Two classes, in registers. `sorted` as below. */
export function scanSortedTwoClasses(sorted: usize, count: u32): void {
  const end = sorted + ((<usize>count) << 3);
  const all0 = load<u32>(nodeCounts);
  const all1 = load<u32>(nodeCounts, 4);
  const samples = total;
  const least = minSamplesLeaf;
  let left: u32 = 0;
  let left1: u32 = 0;
  let group = load<u32>(sorted, 4);
  for (let at = sorted; ;) {
    const pack = load<u32>(at);
    const added = pack & 0xffff;
    left += added;
    left1 += added & -(pack >>> 16); // 0 or all of it
    at += 8;
    if (at == end) return;
    const next = load<u32>(at, 4);
    if (next == group) continue;
    const right = samples - left;
    if (left >= least && right >= least) {
      const l1 = <i64>left1;
      const l0 = <i64>(left - left1);
      const r1 = <i64>(all1 - left1);
      const r0 = <i64>(all0 - (left - left1));
      const score = giniScore(l0 * l0 + l1 * l1, left, r0 * r0 + r1 * r1, right);
      inline.always(offer(score, group, MISSING_NONE));
    }
    group = next;
  }
}

/**
 * Any number of classes, at a cost that depends on the samples alone.
 *
 * @param sorted u64[count]: group << 32 | pack, ascending by group
 * @param missing entries of `missingSamples`
 */
export function scanSortedCounts(sorted: usize, count: u32, missing: u32): void {
  const end = sorted + ((<usize>count) << 3);
  const samples = total;
  const least = minSamplesLeaf;
  const lefts = leftCounts;
  const alls = nodeCounts;
  const all = squares;
  const sides: u32 = missing > 0 ? MISSING_IS_LEFT : MISSING_RIGHT;
  for (let side: u32 = MISSING_RIGHT; side <= sides; side++) {
    let left: u32 = 0;
    let leftSquares: i64 = 0;
    let crossed: i64 = 0; // the sum of l times all: see class-cells.ts
    if (side == MISSING_IS_LEFT) {
      for (let i: u32 = 0; i < missing; i++) {
        const sample = load<u32>(missingSamples + ((<usize>i) << 2));
        const pack = load<u32>(samplePacks + ((<usize>(first + sample)) << 2));
        const count = pack & 0xffff;
        const klass = (<usize>(pack >>> 16)) << 2;
        const l = load<u32>(lefts + klass);
        store<u32>(lefts + klass, l + count);
        leftSquares += <i64>count * (2 * <i64>l + count);
        crossed += <i64>count * <i64>load<u32>(alls + klass);
        left += count;
      }
    }
    let group = <u32>(load<u64>(sorted) >>> 32);
    for (let at = sorted; at < end;) {
      const pack = load<u32>(at);
      const count = pack & 0xffff;
      const klass = (<usize>(pack >>> 16)) << 2;
      const l = load<u32>(lefts + klass);
      store<u32>(lefts + klass, l + count);
      leftSquares += <i64>count * (2 * <i64>l + count);
      crossed += <i64>count * <i64>load<u32>(alls + klass);
      left += count;
      at += 8;
      const next = at < end ? load<u32>(at, 4) : group + 1;
      if (next == group) continue;
      const right = samples - left;
      if (left >= least && right >= least) {
        const rightSquares = all - 2 * crossed + leftSquares;
        offer(
          giniScore(leftSquares, left, rightSquares, right),
          group,
          missing > 0 ? side : MISSING_NONE,
        );
      }
      group = next;
    }
    clearLeft(sorted, end, missing, side);
  }
}

/** As `scanSortedCounts` without missing values, where few samples share a group; see `scanFewValues`. */
export function scanFewCounts(sorted: usize, count: u32): void {
  const end = sorted + ((<usize>count) << 3);
  const samples = total;
  const least = minSamplesLeaf;
  const lefts = leftCounts;
  const alls = nodeCounts;
  const all = squares;
  let left: u32 = 0;
  let leftSquares: i64 = 0;
  let crossed: i64 = 0;
  for (let at = sorted; at < end; at += 8) {
    const pack = load<u32>(at);
    const added = pack & 0xffff;
    const klass = (<usize>(pack >>> 16)) << 2;
    const l = load<u32>(lefts + klass);
    store<u32>(lefts + klass, l + added);
    leftSquares += <i64>added * (2 * <i64>l + added);
    crossed += <i64>added * <i64>load<u32>(alls + klass);
    left += added;
    const right = samples - left;
    const score = giniScore(leftSquares, left, all - 2 * crossed + leftSquares, right);
    if (score > bestScore && left >= least && right >= least) {
      const group = load<u32>(at, 4);
      if (load<u32>(at, 12) != group) offer(score, group, MISSING_NONE);
    }
  }
  clearLeft(sorted, end, 0, MISSING_RIGHT);
}

function clearLeft(sorted: usize, end: usize, missing: u32, side: u32): void {
  const samples = <u32>((end - sorted) >>> 3) + missing;
  if (samples > classCount) {
    memory.fill(leftCounts, 0, (<usize>classCount) << 2);
    return;
  }
  for (let at = sorted; at < end; at += 8) {
    store<u32>(leftCounts + ((<usize>(load<u32>(at) >>> 16)) << 2), 0);
  }
  if (side != MISSING_IS_LEFT) return;
  for (let i: u32 = 0; i < missing; i++) {
    const sample = load<u32>(missingSamples + ((<usize>i) << 2));
    const pack = load<u32>(samplePacks + ((<usize>(first + sample)) << 2));
    store<u32>(leftCounts + ((<usize>(pack >>> 16)) << 2), 0);
  }
}

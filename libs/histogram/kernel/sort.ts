import { cells, fewKeys, fewRanks, keys, spareKeys } from './memory';

/** Up to this many keys are sorted by insertion. */
const INSERTION_KEYS: u32 = 24;
/** A counting sort needs one cell per group, and clearing them must pay off. */
const CELLS_PER_KEY: u32 = 4;
const BUCKETS: u32 = 256;
/** Up to this many are sorted by `rankFew`. */
export const FEW_KEYS: u32 = 48;
/** Bits of a few key's index. */
export const FEW_BITS: u32 = 6;

/**
 * Sorts the first `count` keys, each group << 32 | anything, by group; keys of one group stay in their order,
 * which is ascending.
 *
 * @param groups above every group
 * @returns the address of the sorted keys: `keys` or `spareKeys`
 */
export function sortKeys(count: u32, groups: u32): usize {
  if (count <= INSERTION_KEYS) {
    insertionSort(keys, count);
    return keys;
  }
  if (groups <= count * CELLS_PER_KEY || count > BUCKETS) {
    distribute(count, groups, 32);
    return spareKeys;
  }
  let shift: u64 = 32;
  let buckets = groups;
  while (buckets > 2 * count) {
    buckets = (buckets + 1) >> 1;
    shift++;
  }
  distribute(count, buckets, shift);
  insertionSort(spareKeys, count);
  return spareKeys;
}

/**
 * Writes the rank of each of `fewKeys` to `fewRanks`: how many are smaller, four at a time and without
 * a branch that depends on them.
 *
 * @param count up to FEW_KEYS keys that are all different and below 2^31
 */
export function rankFew(count: u32): void {
  const start = fewKeys;
  const end = start + ((<usize>count) << 2);
  for (let at: usize = 0; at < (<usize>count) << 2; at += 16) {
    const four = v128.load(start + at);
    let smaller = i32x4.splat(0);
    for (let other = start; other < end; other += 4) {
      smaller = i32x4.sub(smaller, i32x4.lt_s(v128.load_splat<u32>(other), four));
    }
    v128.store(fewRanks + at, smaller);
  }
}

/** One pass of a counting sort from `keys` to `spareKeys`, by the bits above `shift`. */
function distribute(count: u32, buckets: u32, shift: u64): void {
  const from = keys;
  const to = spareKeys;
  const starts = cells;
  const end = from + ((<usize>count) << 3);
  for (let at = from; at < end; at += 8) {
    const cell = starts + ((<usize>(load<u64>(at) >>> shift)) << 2);
    store<u32>(cell, load<u32>(cell) + 1);
  }
  let next: u32 = 0;
  const last = starts + ((<usize>buckets) << 2);
  for (let cell = starts; cell < last; cell += 4) {
    const size = load<u32>(cell);
    store<u32>(cell, next);
    next += size;
  }
  for (let at = from; at < end; at += 8) {
    const key = load<u64>(at);
    const cell = starts + ((<usize>(key >>> shift)) << 2);
    const place = load<u32>(cell);
    store<u32>(cell, place + 1);
    store<u64>(to + ((<usize>place) << 3), key);
  }
  memory.fill(starts, 0, (<usize>buckets) << 2);
}

function insertionSort(start: usize, count: u32): void {
  const end = start + ((<usize>count) << 3);
  for (let at = start + 8; at < end; at += 8) {
    const key = load<u64>(at);
    let hole = at;
    while (hole > start) {
      const other = load<u64>(hole - 8);
      if (other <= key) break;
      store<u64>(hole, other);
      hole -= 8;
    }
    store<u64>(hole, key);
  }
}

/**
 * Sorting a node's samples by group. A key is group << 32 | what is scanned: the sample's pack if classes are counted,
 * otherwise its index in the node.
 */
import { cells } from './cells';
import { reserve } from './memory';
import { Numbers, nowhere } from './numbers';

/** A key in memory, of which the higher half is the group, and the group of the next. */
@unmanaged
export class Key {
  sample: u32;
  group: u32;
  nextSample: u32;
  nextGroup: u32;
}
export const KEY_BYTES: usize = 8;

/** Up to this many keys are sorted by insertion. */
const INSERTION_KEYS: u32 = 24;
/** A counting sort needs one cell per group, and clearing them must pay off. */
const CELLS_PER_KEY: u32 = 4;
const BUCKETS: u32 = 256;
/** Bits of a few key's index. */
export const FEW_BITS: u32 = 6;

/** [samples + 1] each. */
export let keys = nowhere<u64>();
export let spareKeys = nowhere<u64>();
/** [64] each: a few keys, and the rank of each. */
export let fewKeys = nowhere<u32>();
export let fewRanks = nowhere<u32>();

export function layOutFew(): void {
  fewKeys = reserve<u32>(64);
  fewRanks = reserve<u32>(64);
}

export function layOutKeys(size: u32): void {
  keys = reserve<u64>(size);
  spareKeys = reserve<u64>(size);
}

/**
 * Sorts `count` keys from `start` on by group; keys of one group stay in their order, which is ascending.
 *
 * @param groups above every group
 * @returns where they are now: `keys` or `spareKeys`
 */
export function sortKeys(start: u32, count: u32, groups: u32): Numbers<u64> {
  const from = keys.from(start);
  const to = spareKeys.from(start);
  if (count <= INSERTION_KEYS) {
    insertionSort(from, count);
    return keys;
  }
  if (groups <= count * CELLS_PER_KEY || count > BUCKETS) {
    distribute(from, to, count, groups, 32);
    return spareKeys;
  }
  let shift: u64 = 32;
  let buckets = groups;
  while (buckets > 2 * count) {
    buckets = (buckets + 1) >> 1;
    shift++;
  }
  distribute(from, to, count, buckets, shift);
  insertionSort(to, count);
  return spareKeys;
}

/**
 * Writes the rank of each of `fewKeys` to `fewRanks`: how many are smaller, four at a time and without
 * a branch that depends on them.
 *
 * @param count up to FEW_KEYS keys that are all different and below 2^31
 */
export function rankFew(count: u32): void {
  const start = fewKeys.address(0);
  const end = fewKeys.address(count);
  const ranks = fewRanks;
  for (let i: u32 = 0; i < count; i += 4) {
    const four = v128.load(fewKeys.address(i));
    let smaller = i32x4.splat(0);
    for (let other = start; other < end; other += 4) {
      smaller = i32x4.sub(smaller, i32x4.lt_s(v128.load_splat<u32>(other), four));
    }
    v128.store(ranks.address(i), smaller);
  }
}

/** One pass of a counting sort, by the bits above `shift`. */
function distribute(
  from: Numbers<u64>,
  to: Numbers<u64>,
  count: u32,
  buckets: u32,
  shift: u64,
): void {
  const starts = changetype<Numbers<u32>>(cells);
  const end = from.address(count);
  for (let at = from.address(0); at < end; at += 8) starts[<u32>(load<u64>(at) >>> shift)] += 1;
  let next: u32 = 0;
  for (let bucket: u32 = 0; bucket < buckets; bucket++) {
    const size = starts[bucket];
    starts[bucket] = next;
    next += size;
  }
  for (let at = from.address(0); at < end; at += 8) {
    const key = load<u64>(at);
    const bucket = <u32>(key >>> shift);
    const place = starts[bucket];
    starts[bucket] = place + 1;
    to[place] = key;
  }
  starts.clear(buckets);
}

function insertionSort(numbers: Numbers<u64>, count: u32): void {
  const start = numbers.address(0);
  const end = numbers.address(count);
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

import { LEAF } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { rankOf } from './rank-table.ts';
import { kindOf } from './row-keys.ts';
import type { RowKeys } from './row-keys.ts';
import { votedOutput } from './votes.ts';

/** Bits of a word, and so the most leaves of a tree. */
const WORD_BITS = 32;

/** 512 KiB: what stays in the second cache. */
const MAX_MASK_WORDS = 2 ** 17;

/** Words that may be touched for each tree; where it takes more, walking is faster. */
const MAX_WORDS_A_TREE = 8;

/**
 * Small trees without a walk, for forests whose leaves are all votes. Every leaf of the forest is a bit; a
 * tree's leaves are neighbouring bits of one word, from left to right. A split that sends a row to the right
 * rules out the leaves on its left, and the leftmost leaf that no split rules out is the one that the row
 * reaches. What all splits of a slot together rule out depends on the key's rank alone and is one mask, made
 * beforehand: a row costs a mask a slot instead of a node a level. (The idea is QuickScorer's, Lucchese et
 * al., SIGIR 2015; there each split has a mask and the splits of a feature are gone through.)
 */
export interface LeafMasks {
  readonly keys: RowKeys;
  /** W: words that hold a bit for every leaf. Bit b is bit b % 32, least significant first, of word b / 32. */
  readonly words: number;
  /** A row of W words for each rank of each slot: a bit is 0 for a leaf that is ruled out. */
  readonly masks: Int32Array;
  /** Length slots: the first word in `masks` of the slot's rank 0. */
  readonly slotStart: Int32Array;
  /** Length W: a 1 for the first leaf of each tree. */
  readonly firstLeaves: Int32Array;
  /** A row of W words for each output: a 1 for each leaf that votes for it. */
  readonly votes: Int32Array;
}

/**
 * Undefined for a forest with a categorical split, a leaf that is no vote or a tree of more than 32 leaves, and
 * for one with so many features or thresholds that walking is faster.
 */
export function leafMasks(forest: Forest, keys: RowKeys): LeafMasks | undefined {
  const firstBit = placeTrees(forest.treeStart);
  if (firstBit === undefined || forest.categorySetStart.length > 1) return undefined;
  const words = (firstBit.at(-1)! >>> 5) + 1;
  const { slotStart, size } = placeMasks(keys, words);
  const touched = words * (keys.slots.length + forest.outputCount);
  if (size > MAX_MASK_WORDS || touched > MAX_WORDS_A_TREE * firstBit.length) return undefined;
  const bits = numberLeaves(forest, firstBit);
  const votes = markVotes(forest, bits, words);
  if (votes === undefined) return undefined;
  const masks = new Int32Array(size).fill(-1);
  ruleOut(forest, keys, bits, masks, slotStart, words);
  const firstLeaves = new Int32Array(words);
  for (const bit of firstBit) firstLeaves[bit >>> 5]! |= 1 << bit;
  return { keys, words, masks, slotStart, firstLeaves, votes };
}

/** The first bit of each tree, none across the end of a word; undefined if a tree has too many leaves. */
function placeTrees(treeStart: Uint32Array): Int32Array | undefined {
  const firstBit = new Int32Array(treeStart.length - 1);
  let free = 0;
  for (let tree = 0; tree < firstBit.length; tree++) {
    const leaves = (treeStart[tree + 1]! - treeStart[tree]! + 1) / 2;
    if (leaves > WORD_BITS) return undefined;
    const room = WORD_BITS - (free % WORD_BITS);
    if (leaves > room) free += room;
    firstBit[tree] = free;
    free += leaves;
  }
  return firstBit;
}

function placeMasks({ slots, tables }: RowKeys, words: number) {
  const slotStart = new Int32Array(slots.length);
  let size = 0;
  slots.forEach(({ feature }, slot) => {
    slotStart[slot] = size;
    size += (tables[feature]!.thresholds.length + 1) * words;
  });
  return { slotStart, size };
}

/** For each node the bit of the first leaf that is not before it: of a leaf its own. */
function numberLeaves({ treeStart, feature }: Forest, firstBit: Int32Array): Int32Array {
  const bits = new Int32Array(feature.length);
  for (let tree = 0; tree < firstBit.length; tree++) {
    let bit = firstBit[tree]!;
    for (let node = treeStart[tree]!; node < treeStart[tree + 1]!; node++) {
      bits[node] = bit;
      if (feature[node] === LEAF) bit++;
    }
  }
  return bits;
}

/** The `votes` of LeafMasks; undefined if a leaf is no vote. */
function markVotes(forest: Forest, bits: Int32Array, words: number): Int32Array | undefined {
  const { feature, next, values, outputCount } = forest;
  const votes = new Int32Array(outputCount * words);
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] !== LEAF) continue;
    const vote = votedOutput(values, next[node]! * outputCount, outputCount);
    if (vote === -1) return undefined;
    votes[vote * words + (bits[node]! >>> 5)]! |= 1 << bits[node]!;
  }
  return votes;
}

function ruleOut(
  { feature, threshold, next, flags }: Forest,
  { slotOf, tables }: RowKeys,
  bits: Int32Array,
  masks: Int32Array,
  slotStart: Int32Array,
  words: number,
): void {
  for (let node = 0; node < feature.length; node++) {
    const tested = feature[node]!;
    if (tested === LEAF) continue;
    const start = slotStart[slotOf[3 * tested + kindOf(flags[node]!)]!]!;
    const firstRight = rankOf(tables[tested]!, threshold[node]!) + 1;
    const bit = bits[node]!;
    const leftLeaves = bits[next[node]!]! - bit;
    masks[start + firstRight * words + (bit >>> 5)]! &= ~(((1 << leftLeaves) - 1) << bit);
  }
  // A rank rules out what the ranks below it do.
  slotStart.forEach((start, slot) => {
    const end = slotStart[slot + 1] ?? masks.length;
    for (let i = start + words; i < end; i++) masks[i]! &= masks[i - words]!;
  });
}

/**
 * Finds the leaves that a row reaches.
 *
 * @param rowKeys the row's keys
 * @param reached length W; receives a 1 for each leaf that the row reaches, one in each tree
 */
export function reachLeaves(
  { keys, words, masks, slotStart, firstLeaves }: LeafMasks,
  rowKeys: Int32Array,
  reached: Int32Array,
): void {
  const { shift } = keys;
  const slots = slotStart.length;
  reached.fill(-1);
  let slot = 0;
  for (; slot + 4 <= slots; slot += 4) {
    const a = slotStart[slot]! + (rowKeys[slot]! >>> shift) * words;
    const b = slotStart[slot + 1]! + (rowKeys[slot + 1]! >>> shift) * words;
    const c = slotStart[slot + 2]! + (rowKeys[slot + 2]! >>> shift) * words;
    const d = slotStart[slot + 3]! + (rowKeys[slot + 3]! >>> shift) * words;
    for (let word = 0; word < words; word++) {
      reached[word]! &= masks[a + word]! & masks[b + word]! & masks[c + word]! & masks[d + word]!;
    }
  }
  for (; slot < slots; slot++) {
    const start = slotStart[slot]! + (rowKeys[slot]! >>> shift) * words;
    for (let word = 0; word < words; word++) reached[word]! &= masks[start + word]!;
  }
  // Each tree has a 1 left, so that taking its first leaf's bit away flips its bits up to the lowest 1 and
  // borrows from no other tree.
  for (let word = 0; word < words; word++) {
    const left = reached[word]!;
    reached[word] = left & ~(left - firstLeaves[word]!);
  }
}

/** Counts the votes of the reached leaves. `out` receives each output's share, at `start`. */
export function shareReached(
  { words, votes }: LeafMasks,
  reached: Int32Array,
  trees: number,
  out: Float64Array,
  start: number,
): void {
  const outputs = votes.length / words;
  let rest = trees;
  for (let k = 0; k < outputs - 1; k++) {
    let count = 0;
    for (let word = 0; word < words; word++) {
      count += countBits(reached[word]! & votes[k * words + word]!);
    }
    out[start + k] = count / trees;
    rest -= count;
  }
  out[start + outputs - 1] = rest / trees; // each tree votes once
}

/** How many bits are 1: counted in pairs, fours and bytes, which the product adds up in its first byte. */
function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

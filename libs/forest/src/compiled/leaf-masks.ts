import { isMeanOfRows, MISSING_LEFT } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { hasOddSplits, testedFeature } from '../node-codes.ts';
import type { NodeCodes } from '../node-codes.ts';
import type { RankTable } from './rank-table.ts';
import { votesOfRows } from './votes.ts';

/** Bits of a word, and so the most leaves of a tree. */
const WORD_BITS = 32;

/** No split. */
const NONE = -1;

/** 512 KiB: what stays in the L2 cache. */
const MAX_MASK_WORDS = 2 ** 17;

/**
 * Predicts by small trees without a walk, if all leaves of the forest are votes, except in a last tree that is one
 * leaf. Every other leaf of the forest is a bit; a tree's leaves are neighbouring bits of one word, from left to
 * right. A split that sends a row to the right
 * rules out the leaves on its left, and the leftmost leaf that no split rules out is the one that the row
 * reaches. What all splits of a feature together rule out depends on the value's rank alone and is one mask,
 * made in advance: a row costs one mask per feature instead of one node per level. (The idea is QuickScorer's, Lucchese
 * et al., SIGIR 2015; there each split has a mask, and the splits of a feature are scanned.)
 */
export interface LeafMasks extends SplitMasks {
  /** Length W: a 1 for the first leaf of each tree. */
  readonly firstLeaves: Int32Array;
  /** A row of W words for each output: a 1 for each leaf that votes for it. */
  readonly votes: Int32Array;
  /** What the last tree answers to all, if that is one leaf, such as a prior tree; else zeros. It does not vote. */
  readonly prior: Float64Array;
}

/** What the splits rule out. */
export interface SplitMasks {
  /** The features that splits test. */
  readonly features: readonly number[];
  /** The ranks of each of these features. */
  readonly tables: readonly RankTable[];
  /** W: words that hold a bit for every leaf. Bit b is bit b % 32, least significant first, of word b / 32. */
  readonly words: number;
  /**
   * For each of these features a row of W words for each rank and one more for a missing value: a bit is 0 for
   * a leaf that is ruled out.
   */
  readonly masks: Int32Array;
  /** As long as features: the first word in `masks` of the feature's rank 0. */
  readonly maskStart: readonly number[];
}

/**
 * Undefined for a forest that is more than such a mean, has a categorical split or one to which 0 is missing, or a tree of more than 32 leaves, and
 * for one with so many features or thresholds that walking is faster.
 *
 * @param allTables the ranks of each of the forest's features
 * @param wordsATree the most words that may be read for a tree; beyond that, walking is faster
 */
export function leafMasks(
  forest: Forest,
  nodes: NodeCodes,
  allTables: readonly RankTable[],
  wordsATree: number,
): LeafMasks | undefined {
  const { tests, codes } = nodes;
  const { outputCount: outputs, values } = forest;
  let { treeStart } = forest;
  const row = outputs * codes.at(-1)!; // a forest's last node is a leaf
  const prior = values.slice(row, row + outputs);
  if (treeStart.at(-1)! - treeStart.at(-2)! > 1) prior.fill(0);
  else treeStart = treeStart.subarray(0, -1);
  const firstBit = placeTrees(treeStart);
  if (!firstBit || !isMeanOfRows(forest) || hasOddSplits(nodes)) {
    return undefined;
  }
  const words = (firstBit.at(-1)! >>> 5) + 1;
  const room = maskPlaces(allTables, words);
  const touched = words * (room.tables.length + outputs);
  if (room.size > MAX_MASK_WORDS || touched > wordsATree * firstBit.length) return undefined;
  const voteOf = votesOfRows(values, outputs);
  const firstLeaves = new Int32Array(words);
  const votes = new Int32Array(outputs * words);
  /** For each node the bit of the first leaf at or after it; for a leaf its own. */
  const bits = new Int32Array(tests.length);
  let bit = 0;
  for (let node = 0, tree = 0; node < treeStart.at(-1)!; node++) {
    if (node === treeStart[tree]) {
      bit = firstBit[tree++]!;
      firstLeaves[bit >>> 5]! |= 1 << bit;
    }
    bits[node] = bit;
    if (tests[node]! > 0) continue;
    const vote = voteOf[codes[node]!]!;
    if (vote < 0) return undefined;
    votes[vote * words + (bit >>> 5)]! |= 1 << bit++;
  }
  return { ...room, masks: ruleOut(nodes, room, bits), firstLeaves, votes, prior };
}

/** Masks that are not made yet. */
type MaskPlaces = Omit<SplitMasks, 'masks'> & {
  /** The words of all masks. */
  readonly size: number;
};

/** @param words of a mask */
export function maskPlaces(allTables: readonly RankTable[], words: number): MaskPlaces {
  const features: number[] = [];
  const maskStart: number[] = [];
  let size = 0;
  allTables.forEach(({ thresholds: { length } }, feature) => {
    if (length === 0) return;
    features.push(feature);
    maskStart.push(size);
    size += (length + 2) * words;
  });
  return { features, tables: features.map((f) => allTables[f]!), words, maskStart, size };
}

/** The first bit of each tree; no tree crosses the end of a word. Undefined if a tree has too many leaves. */
function placeTrees(treeStart: Uint32Array): Int32Array | undefined {
  const firstBit = new Int32Array(treeStart.length - 1);
  let free = 0;
  for (let tree = 0; tree < firstBit.length; tree++) {
    const leaves = (treeStart[tree + 1]! - treeStart[tree]! + 1) / 2;
    if (leaves > WORD_BITS) return undefined;
    if ((free % WORD_BITS) + leaves > WORD_BITS) free = (free | (WORD_BITS - 1)) + 1;
    firstBit[tree] = free;
    free += leaves;
  }
  return firstBit;
}

/**
 * Makes the masks, rank after rank: a rank rules out what the rank below it does, which is copied, and what the
 * splits at it do. Most words are copied, so that a cold start, which interprets this code, has few to compute.
 *
 * @param bits of each node: that of the first leaf at or after it
 */
export function ruleOut(
  { tests, codes }: NodeCodes,
  { features, tables, maskStart, words, size }: MaskPlaces,
  bits: Int32Array,
): Int32Array {
  const masks = new Int32Array(size).fill(-1);
  const rows = size / words;
  const firstSplit = new Int32Array(rows).fill(NONE); // by the row of masks that it begins to hold in
  const nextSplit = new Int32Array(tests.length);
  const firstOnRight = new Int32Array(tests.length);
  const waiting: number[] = []; // the first bits of the subtrees behind a node, the innermost one last
  for (let node = tests.length - 1; node >= 0; node--) {
    const test = tests[node]!;
    if (test > 0) {
      waiting.pop();
      firstOnRight[node] = waiting.pop()!;
      const row = maskStart[features.indexOf(testedFeature(test))]! / words + codes[node]! + 1;
      nextSplit[node] = firstSplit[row]!;
      firstSplit[row] = node;
    }
    waiting.push(bits[node]!);
  }
  tables.forEach(({ thresholds }, i) => {
    const first = maskStart[i]! / words;
    const missing = (first + thresholds.length + 1) * words;
    for (let row = first + 1; row <= first + thresholds.length; row++) {
      const start = row * words;
      masks.copyWithin(start, start - words, start);
      for (let node = firstSplit[row]!; node !== NONE; node = nextSplit[node]!) {
        for (let bit = bits[node]!; bit < firstOnRight[node]!; bit++) {
          masks[start + (bit >>> 5)]! &= ~(1 << bit);
          if ((tests[node]! & MISSING_LEFT) === 0) masks[missing + (bit >>> 5)]! &= ~(1 << bit);
        }
      }
    }
  });
  return masks;
}

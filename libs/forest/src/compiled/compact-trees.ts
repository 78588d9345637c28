import { CATEGORICAL, LEAF, MISSING_LEFT, nodeCount, treeCount } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { kernelRoom, MAX_ROOM_BYTES } from './kernel-room.ts';
import type { KernelRoom } from './kernel-room.ts';
import { rankOf } from './rank-table.ts';
import { kindOf, rankShift } from './row-keys.ts';
import type { RowKeys } from './row-keys.ts';
import { LEAF_BYTES, votedOutput } from './votes.ts';

/** The word of a leaf, and above every word and key of a split. */
const LEAF_WORD = 2 ** 30;

const SPLIT_BYTES = 12;

/** Addresses are signed 32-bit integers. */
const MAX_BYTES = 2 ** 31;

/**
 * The trees in the form that a walk reads. The position of a walk is an address in `nodes`, in bytes.
 *
 * A split is three words in a row: the rank of its threshold and four times its slot as a key has them, the
 * address of its left child, that of its right child. A sample goes right if its key for the slot is greater
 * than the first word, which is the case exactly if its rank is greater than the threshold's. Splits are in
 * preorder, after the leaves.
 *
 * A leaf is a word that no rank exceeds, with its own address as the left child: a walk that has arrived
 * can go on without moving, so that several walks can share one loop. Leaves with equal answers are one leaf. Leaf
 * k < outputCount votes: it answers 1 for output k and 0 for the others; leaf outputCount + r answers row r
 * of `answers`.
 *
 * A categorical split's first word is `~(place of its set in sets)`, which is negative.
 */
export interface CompactTrees {
  readonly keys: RowKeys;
  /** If there is a kernel, its whole memory. */
  readonly nodes: Int32Array;
  /** Length T: the address of each tree's root. */
  readonly roots: Int32Array;
  /** Addresses from this power of two on are splits, addresses before it are leaves. */
  readonly firstSplit: number;
  /** Rows of outputCount numbers, row-major: the answers that are not votes. */
  readonly answers: Float64Array;
  /**
   * Four numbers a categorical split: the slot of its feature, its first word in the forest's
   * categorySetBits, how many levels have a bit there, and whether (1) or not (0) other values go left.
   */
  readonly sets: Int32Array;
  /** Absent for categorical splits, and without WebAssembly. */
  readonly kernel: KernelRoom | undefined;
}

/** Undefined for a forest whose sizes do not fit the words: one of over 170 million splits, say. */
export function compactTrees(forest: Forest, keys: RowKeys): CompactTrees | undefined {
  const { leafPlaces, answers, firstSplit } = placeLeaves(forest);
  const largestRank = keys.tables.reduce(
    (most, table) => Math.max(most, table.thresholds.length),
    0,
  );
  const splits = (nodeCount(forest) - treeCount(forest)) / 2; // a tree has one leaf more than splits
  const end = firstSplit + SPLIT_BYTES * splits;
  const fits =
    largestRank < LEAF_WORD >>> rankShift(keys) &&
    end < MAX_BYTES - MAX_ROOM_BYTES &&
    forest.categorySetBits.length < 2 ** 26; // 32 levels each, and their number is less than 2 ** 31
  if (!fits) return undefined;
  const hasSets = forest.categorySetStart.length > 1;
  const kernel = hasSets ? undefined : kernelRoom(end, treeCount(forest), firstSplit, keys.shift);
  const nodes = kernel?.words ?? new Int32Array(end / 4);
  writeLeaves(nodes, firstSplit);
  const { roots, sets } = writeSplits(forest, keys, leafPlaces, firstSplit, nodes);
  return { keys, nodes, roots, firstSplit, answers, sets, kernel };
}

/** The order of the leaves: votes first, one for each output, then the rows that are not votes. */
function placeLeaves({ values, outputCount: outputs }: Forest) {
  const leafPlaces = new Int32Array(values.length / outputs);
  const others: number[] = [];
  for (let row = 0; row < leafPlaces.length; row++) {
    const vote = votedOutput(values, row * outputs, outputs);
    leafPlaces[row] = LEAF_BYTES * (vote === -1 ? outputs + others.length : vote);
    if (vote === -1) others.push(row);
  }
  const answers = new Float64Array(others.length * outputs);
  others.forEach((row, i) => {
    answers.set(values.subarray(row * outputs, (row + 1) * outputs), i * outputs);
  });
  let firstSplit = LEAF_BYTES;
  while (firstSplit < LEAF_BYTES * (outputs + others.length)) firstSplit *= 2;
  return { leafPlaces, answers, firstSplit };
}

function writeLeaves(nodes: Int32Array, end: number): void {
  for (let leaf = 0; leaf < end; leaf += LEAF_BYTES) {
    nodes[leaf >> 2] = LEAF_WORD;
    nodes[(leaf >> 2) + 1] = leaf;
  }
}

/**
 * Writes the splits from `firstSplit` on. Between a split and its right child there are `next - node` nodes, the
 * split and its left subtree, and half of them are splits: that says where the right child is.
 *
 * A tree is written by one call, so that the JavaScript engine has compiled the function after the first trees.
 */
function writeSplits(
  { treeStart, feature, threshold, next, flags, categorySetStart }: Forest,
  keys: RowKeys,
  leafPlaces: Int32Array,
  firstSplit: number,
  nodes: Int32Array,
): Pick<CompactTrees, 'roots' | 'sets'> {
  const { slotOf, tables } = keys;
  const shift = rankShift(keys);
  const roots = new Int32Array(treeStart.length - 1);
  const sets: number[] = [];
  let firstPlace = firstSplit;

  function writeTree(tree: number): void {
    const root = treeStart[tree]!;
    const end = treeStart[tree + 1]!;
    let place = firstPlace;
    roots[tree] = feature[root] === LEAF ? leafPlaces[next[root]!]! : place;
    for (let node = root; node < end; node++) {
      const tested = feature[node]!;
      if (tested === LEAF) continue;
      const flag = flags[node]!;
      const value = threshold[node]!;
      const left = node + 1;
      const right = next[node]!;
      const slot = slotOf[3 * tested + kindOf(flag)]!;
      const at = place >> 2;
      if ((flag & CATEGORICAL) === 0) {
        nodes[at] = (rankOf(tables[tested]!, value) << shift) | (slot << 2);
      } else {
        nodes[at] = ~sets.length;
        addSet(categorySetStart, value, slot, flag & MISSING_LEFT, sets);
      }
      nodes[at + 1] = feature[left] === LEAF ? leafPlaces[next[left]!]! : place + SPLIT_BYTES;
      nodes[at + 2] =
        feature[right] === LEAF
          ? leafPlaces[next[right]!]!
          : place + SPLIT_BYTES * ((right - node) >> 1);
      place += SPLIT_BYTES;
    }
    firstPlace = place;
  }

  for (let tree = 0; tree < roots.length; tree++) writeTree(tree);
  return { roots, sets: Int32Array.from(sets) };
}

function addSet(
  categorySetStart: Uint32Array,
  set: number,
  slot: number,
  otherwise: number,
  sets: number[],
): void {
  const start = categorySetStart[set]!;
  const levels = (categorySetStart[set + 1]! - start) * 32;
  sets.push(slot, start, levels, otherwise);
}

import { CATEGORICAL, LEAF, nodeCount, rowWidth, treeCount } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { testedFeature, testOf } from '../node-codes.ts';
import type { NodeCodes } from '../node-codes.ts';
import { kernelRoom, MAX_ROOM_BYTES } from './kernel-room.ts';
import type { KernelRoom } from './kernel-room.ts';
import { categoricalSplits, runsOf } from './level-codes.ts';
import type { RankTable } from './rank-table.ts';
import { kindOf, rankShift, rowKeys } from './row-keys.ts';
import type { RowKeys } from './row-keys.ts';
import { KINDS } from './slot-kinds.ts';
import { LEAF_BYTES, votesOfRows } from './votes.ts';

/** The word of a leaf, and above every word and key of a split. */
const LEAF_WORD = 2 ** 30;

const SPLIT_BYTES = 12;

/** The most nodes that are written by one call: a function that is called again and again is compiled for good. */
const NODES_A_CALL = 256;

/** Addresses are signed 32-bit integers. */
const MAX_BYTES = 2 ** 31;

/**
 * The trees in the form that a walk reads. The position of a walk is an address in the kernel's memory, in bytes.
 *
 * A split is three words in a row: the rank of its threshold and four times its slot as a key has them, the
 * address of its left child, that of its right child. A sample goes right if its key for the slot is greater
 * than the first word, which is the case exactly if its rank is greater than the threshold's. Splits are in
 * preorder, after the leaves.
 *
 * A categorical split is a search among the ends of its runs of codes: as many such splits as there are ends, whose
 * children are each other and, over and over, the two children of the one that they stand for.
 *
 * A leaf is a word that no rank exceeds, with its own address as the left child: a walk that has arrived
 * can go on without moving, so that several walks can share one loop. Leaves with equal answers are one leaf. Leaf
 * k < width votes: it answers 1 for number k and 0 for the others; leaf width + r answers row r of `answers`.
 */
export interface CompactTrees {
  readonly keys: RowKeys;
  /** Length T: the address of each tree's root. */
  readonly roots: Int32Array;
  /** Numbers of a leaf's answer. */
  readonly width: number;
  /** Rows of `width` numbers, row-major: the answers that are not votes; of a forest with terms indices of rows. */
  readonly answers: Float64Array;
  /** What walks them; its memory begins with the nodes. */
  readonly kernel: KernelRoom;
}

/**
 * Undefined for a forest whose sizes do not fit the words, one of over 170 million splits, say; and where no kernel can
 * be made.
 */
export function compactTrees(
  forest: Forest,
  nodes: NodeCodes,
  tables: readonly RankTable[],
): CompactTrees | undefined {
  const categorical = categoricalSplits(forest, nodes);
  const { distinct, places } = categorical;
  const keys = rowKeys(forest, nodes, tables, categorical);
  const { leafPlaces, answers, firstSplit, width } = placeLeaves(forest);
  const largestRank = Math.max(
    ...keys.tables.map(({ thresholds }) => thresholds.length),
    ...keys.levels.flatMap(({ codes }) => codes.length), // of the entries that there are
  );
  if (largestRank >= LEAF_WORD >>> rankShift(keys)) return undefined;
  let splits = (nodeCount(forest) - treeCount(forest)) / 2; // a tree has one leaf more than splits
  const runs = distinct.map((split) => {
    const found = runsOf(forest, split, keys.levels[split.feature]!);
    splits += split.count * (found.ends.length - 1);
    return found;
  });
  const end = firstSplit + SPLIT_BYTES * splits;
  if (end >= MAX_BYTES - MAX_ROOM_BYTES) return undefined;
  const kernel = kernelRoom(end, treeCount(forest), firstSplit, keys.shift);
  if (kernel === undefined) return undefined;
  const roots = writeSplits(
    forest.treeStart,
    nodes,
    keys,
    runs,
    places,
    leafPlaces,
    end,
    kernel.words,
  );
  writeLeaves(kernel.words, firstSplit);
  return { keys, roots, width, answers, kernel };
}

/**
 * The order of the leaves: votes first, one for each number, then the rows that are not votes. In a forest with terms a
 * row's index stands for it.
 */
function placeLeaves(forest: Forest) {
  const values = forest.linear ? forest.values.map((_, row) => row) : forest.values;
  const width = rowWidth(forest);
  const others: number[] = [];
  const leafPlaces = votesOfRows(values, width).map((vote, row) => {
    const leaf = vote < 0 ? width + others.push(row) - 1 : vote;
    return LEAF_BYTES * leaf;
  });
  const answers = new Float64Array(others.length * width);
  others.forEach((row, i) => {
    for (let k = 0; k < width; k++) answers[i * width + k] = values[row * width + k]!;
  });
  let firstSplit = LEAF_BYTES;
  while (firstSplit < LEAF_BYTES * (width + others.length)) firstSplit *= 2;
  return { leafPlaces, answers, firstSplit, width };
}

function writeLeaves(nodes: Int32Array, end: number): void {
  for (let leaf = 0; leaf < end; leaf += LEAF_BYTES) {
    nodes[leaf >> 2] = LEAF_WORD;
    nodes[(leaf >> 2) + 1] = leaf;
  }
}

/**
 * Writes the splits from the last one to the first, so that children have their addresses before their parent.
 *
 * @param runs of the distinct categorical splits
 * @param runPlaces which of them each categorical split has, in the order of the nodes
 * @param end the address behind the last split
 * @returns the address of each tree's root
 */
function writeSplits(
  treeStart: Uint32Array,
  { tests, codes }: NodeCodes,
  keys: RowKeys,
  runs: readonly ReturnType<typeof runsOf>[],
  runPlaces: readonly number[],
  leafPlaces: Int32Array,
  end: number,
  words: Int32Array,
): Int32Array {
  const lowest = lowestBits(keys);
  const shift = rankShift(keys);
  const roots = new Int32Array(treeStart.length - 1);
  let split = runPlaces.length; // categorical ones that are not written yet
  const hasRuns = split > 0;
  /** The addresses of the subtrees behind a node, the innermost one last. One tree may have all nodes: it has one leaf more than splits. */
  const subtrees = new Int32Array(tests.length / 2 + 3);
  let waiting = 2; // where the next one goes: of the first leaf, two more are read in vain
  let place = end;

  function addSplit(word: number, left: number, right: number): number {
    place -= SPLIT_BYTES;
    const at = place >> 2;
    words[at] = word;
    words[at + 1] = left;
    words[at + 2] = right;
    return place;
  }

  /**
   * Searches among the ends from `from` to `to` (exclusive), between which are the runs `from` to `to` (inclusive); the even
   * runs go left if `first` is 1, else the odd ones. The two children are the innermost subtrees that wait.
   */
  function addSearch(
    ends: readonly number[],
    first: number,
    from: number,
    to: number,
    low: number,
  ): number {
    if (from === to) return subtrees[waiting - 2 + ((from & 1) ^ first)]!;
    const middle = (from + to) >> 1;
    const right = addSearch(ends, first, middle + 1, to, low);
    const left = addSearch(ends, first, from, middle, low);
    return addSplit((ends[middle]! << shift) | low, left, right);
  }

  /**
   * Writes the splits among the nodes from `from` to `to`, which is excluded, from the last to the first. Without a branch
   * that depends on whether a node is a leaf, which no processor can foresee: of a leaf, what is written as a split is
   * overwritten by the next split or the leaves.
   */
  function writeNodes(from: number, to: number): void {
    let top = waiting;
    let at = place;
    for (let node = to - 1; node >= from; node--) {
      const test = tests[node]!;
      const code = codes[node]!;
      if (hasRuns && (test & CATEGORICAL) !== 0) {
        const { first, ends } = runs[runPlaces[--split]!]!;
        waiting = top--;
        place = at;
        subtrees[top - 1] = addSearch(ends, first, 0, ends.length, lowest[test]!);
        at = place;
        continue;
      }
      const leaf = (test - 1) >> 31; // all bits are 1 of a leaf, 0 of a split
      const word = (at - SPLIT_BYTES) >> 2;
      words[word] = (code << shift) | lowest[test]!;
      words[word + 1] = subtrees[top - 1]!;
      words[word + 2] = subtrees[top - 2]!;
      at -= SPLIT_BYTES & ~leaf;
      top -= 1 + 2 * leaf;
      subtrees[top - 1] = (leafPlaces[code & leaf]! & leaf) | (at & ~leaf);
    }
    waiting = top;
    place = at;
  }

  for (let tree = roots.length - 1; tree >= 0; tree--) {
    const root = treeStart[tree]!;
    waiting = 2;
    for (let to = treeStart[tree + 1]!; to > root; to -= NODES_A_CALL) {
      writeNodes(Math.max(root, to - NODES_A_CALL), to);
    }
    roots[tree] = subtrees[2]!;
  }
  return roots;
}

/** For each test the lowest bits of its splits' words: four times the slot. */
function lowestBits({ slotOf, tables }: RowKeys): Int32Array {
  return Int32Array.from({ length: testOf(tables.length, 0) }, (_, test) => {
    const feature = testedFeature(test);
    return feature === LEAF ? 0 : 4 * slotOf[KINDS * feature + kindOf(test)]!;
  });
}

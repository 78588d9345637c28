import { CATEGORICAL, LEAF, nodeCount, rowWidth, treeCount } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { kernelRoom, MAX_ROOM_BYTES } from './kernel-room.ts';
import type { KernelRoom } from './kernel-room.ts';
import { categoricalSplits, runsOf } from './level-codes.ts';
import { rankOf } from './rank-table.ts';
import { kindOf, KINDS, rankShift } from './row-keys.ts';
import type { RowKeys } from './row-keys.ts';
import { LEAF_BYTES, votedOutput } from './votes.ts';

/** The word of a leaf, and above every word and key of a split. */
const LEAF_WORD = 2 ** 30;

const SPLIT_BYTES = 12;

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
  /** Rows of `width` numbers, row-major: the answers that are not votes. */
  readonly answers: Float64Array;
  /** What walks them; its memory begins with the nodes. */
  readonly kernel: KernelRoom;
}

/** The ends of runs of each categorical split, by its node. */
type Runs = ReadonlyMap<number, ReturnType<typeof runsOf>>;

/**
 * @param ranks as of `ThresholdTables`: searching them takes most of the time
 * @returns undefined for a forest whose sizes do not fit the words, one of over 170 million splits, say; and where no kernel can
 * be made.
 */
export function compactTrees(
  forest: Forest,
  keys: RowKeys,
  ranks: Uint32Array | undefined,
): CompactTrees | undefined {
  const { leafPlaces, answers, firstSplit, width } = placeLeaves(forest);
  const largestRank = Math.max(
    ...keys.tables.map(({ thresholds }) => thresholds.length),
    ...keys.levels.map((levels) => levels?.codes.length ?? 0),
  );
  if (largestRank >= LEAF_WORD >>> rankShift(keys)) return undefined;
  const runs: Runs = new Map(
    categoricalNodes(forest).map((node) => [
      node,
      runsOf(forest, node, keys.levels[forest.feature[node]!]!),
    ]),
  );
  let splits = (nodeCount(forest) - treeCount(forest)) / 2; // a tree has one leaf more than splits
  for (const { ends } of runs.values()) splits += ends.length - 1;
  const end = firstSplit + SPLIT_BYTES * splits;
  if (end >= MAX_BYTES - MAX_ROOM_BYTES) return undefined;
  const kernel = kernelRoom(end, treeCount(forest), firstSplit, keys.shift);
  if (kernel === undefined) return undefined;
  writeLeaves(kernel.words, firstSplit);
  const roots = writeSplits(forest, keys, ranks, runs, leafPlaces, end, kernel.words);
  return { keys, roots, width, answers, kernel };
}

function categoricalNodes(forest: Forest): number[] {
  return forest.categorySetStart.length > 1 ? categoricalSplits(forest) : [];
}

/** The order of the leaves: votes first, one for each number, then the rows that are not votes. */
function placeLeaves(forest: Forest) {
  const { values } = forest;
  const width = rowWidth(forest);
  const leafPlaces = new Int32Array(values.length / width);
  const others: number[] = [];
  for (let row = 0; row < leafPlaces.length; row++) {
    const vote = votedOutput(values, row * width, width);
    leafPlaces[row] = LEAF_BYTES * (vote === -1 ? width + others.length : vote);
    if (vote === -1) others.push(row);
  }
  const answers = new Float64Array(others.length * width);
  others.forEach((row, i) => {
    answers.set(values.subarray(row * width, (row + 1) * width), i * width);
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
 * A tree is written by one call, so that the JavaScript engine has compiled the function after the first trees.
 *
 * @param end the address behind the last split
 * @returns the address of each tree's root
 */
function writeSplits(
  { treeStart, feature, threshold, next, flags }: Forest,
  keys: RowKeys,
  ranks: Uint32Array | undefined,
  runs: Runs,
  leafPlaces: Int32Array,
  end: number,
  nodes: Int32Array,
): Int32Array {
  const { slotOf, tables } = keys;
  const shift = rankShift(keys);
  const roots = new Int32Array(treeStart.length - 1);
  const places = new Int32Array(feature.length);
  let place = end;

  function addSplit(word: number, left: number, right: number): number {
    place -= SPLIT_BYTES;
    const at = place >> 2;
    nodes[at] = word;
    nodes[at + 1] = left;
    nodes[at + 2] = right;
    return place;
  }

  /** Searches among the ends from `from` to `to` (exclusive), between which are the runs `from` to `to` (inclusive). */
  function addSearch(
    ends: readonly number[],
    from: number,
    to: number,
    slot: number,
    children: Children,
  ): number {
    if (from === to) return children[from & 1]!;
    const middle = (from + to) >> 1;
    const right = addSearch(ends, middle + 1, to, slot, children);
    const left = addSearch(ends, from, middle, slot, children);
    return addSplit((ends[middle]! << shift) | (slot << 2), left, right);
  }

  function writeTree(tree: number): void {
    const root = treeStart[tree]!;
    for (let node = treeStart[tree + 1]! - 1; node >= root; node--) {
      const tested = feature[node]!;
      if (tested === LEAF) {
        places[node] = leafPlaces[next[node]!]!;
        continue;
      }
      const flag = flags[node]!;
      const slot = slotOf[KINDS * tested + kindOf(flag)]!;
      const left = places[node + 1]!;
      const right = places[next[node]!]!;
      if ((flag & CATEGORICAL) === 0) {
        const rank = ranks?.[node] ?? rankOf(tables[tested]!, threshold[node]!);
        places[node] = addSplit((rank << shift) | (slot << 2), left, right);
      } else {
        const { first, ends } = runs.get(node)!;
        const children: Children = first === 1 ? [left, right] : [right, left];
        places[node] = addSearch(ends, 0, ends.length, slot, children);
      }
    }
    roots[tree] = places[root]!;
  }

  for (let tree = roots.length - 1; tree >= 0; tree--) writeTree(tree);
  return roots;
}

/** Addresses of the nodes that the runs with an even number lead to, and those with an odd one. */
type Children = readonly [number, number];

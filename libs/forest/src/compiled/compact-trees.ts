import { CATEGORICAL, LEAF, MISSING_LEFT } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { rankOf } from './rank-table.ts';
import { kindOf } from './row-keys.ts';
import type { RowKeys } from './row-keys.ts';
import { LEAF_SIZE, votedOutput } from './votes.ts';

/** The word of a leaf, and above every word and key of a split. */
const LEAF_WORD = 2 ** 30;

const SPLIT_SIZE = 3;

/**
 * The trees as a walk wants them: a place in `nodes` is where a walk stands.
 *
 * A split is three words in a row: `rank << shift | slot`, the place of its left child, that of its right
 * child. A sample goes right if its key for the slot is greater than the first word, which is so exactly if
 * its rank is greater than the threshold's. Splits stand in preorder, after the leaves.
 *
 * A leaf is a word that no rank is greater than, and its own place as the left child: a walk that has arrived
 * can go on without moving, so that several walks share one loop. All leaves of one answer are one leaf. Leaf
 * k < outputCount votes: it answers 1 for output k and 0 for the others; leaf outputCount + r answers row r
 * of `answers`.
 *
 * A categorical split's first word is `~(place of its set in sets)`, which is negative.
 */
export interface CompactTrees {
  readonly keys: RowKeys;
  readonly nodes: Int32Array;
  /** Length T: the place of each tree's root. */
  readonly roots: Int32Array;
  /** Places from this power of two on are splits, places before it are leaves. */
  readonly firstSplit: number;
  /** Rows of outputCount numbers, row-major: the answers that are not votes. */
  readonly answers: Float64Array;
  /**
   * Four numbers a categorical split: the slot of its feature, its first word in the forest's
   * categorySetBits, how many levels have a bit there, and whether (1) or not (0) other values go left.
   */
  readonly sets: Int32Array;
}

/** Undefined for a forest whose sizes do not fit the words: one of over 300 million nodes, say. */
export function compactTrees(forest: Forest, keys: RowKeys): CompactTrees | undefined {
  const { leafPlaces, answers, firstSplit } = placeLeaves(forest);
  const largestRank = keys.tables.reduce(
    (most, table) => Math.max(most, table.thresholds.length),
    0,
  );
  const fits =
    largestRank < LEAF_WORD >>> keys.shift &&
    firstSplit + SPLIT_SIZE * forest.feature.length < LEAF_WORD &&
    forest.categorySetBits.length < 2 ** 26; // 32 levels each, and their number is less than 2 ** 31
  if (!fits) return undefined;
  const places = new Int32Array(forest.feature.length);
  const end = placeNodes(forest, leafPlaces, firstSplit, places);
  const nodes = new Int32Array(end);
  writeLeaves(nodes, firstSplit);
  const sets = writeSplits(forest, keys, places, nodes);
  const roots = Int32Array.from(forest.treeStart.subarray(0, -1), (root) => places[root]!);
  return { keys, nodes, roots, firstSplit, answers, sets };
}

/** Where the leaves go: votes first, one for each output, then the rows that are none. */
function placeLeaves({ values, outputCount: outputs }: Forest) {
  const leafPlaces = new Int32Array(values.length / outputs);
  const others: number[] = [];
  for (let row = 0; row < leafPlaces.length; row++) {
    const vote = votedOutput(values, row * outputs, outputs);
    leafPlaces[row] = LEAF_SIZE * (vote === -1 ? outputs + others.length : vote);
    if (vote === -1) others.push(row);
  }
  const answers = new Float64Array(others.length * outputs);
  others.forEach((row, i) => {
    answers.set(values.subarray(row * outputs, (row + 1) * outputs), i * outputs);
  });
  let firstSplit = LEAF_SIZE;
  while (firstSplit < LEAF_SIZE * (outputs + others.length)) firstSplit *= 2;
  return { leafPlaces, answers, firstSplit };
}

/**
 * Writes the place of each node of the forest into `places`.
 *
 * @returns the end of the last split
 */
function placeNodes(
  { feature, next }: Forest,
  leafPlaces: Int32Array,
  firstSplit: number,
  places: Int32Array,
): number {
  let free = firstSplit;
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] === LEAF) {
      places[node] = leafPlaces[next[node]!]!;
    } else {
      places[node] = free;
      free += SPLIT_SIZE;
    }
  }
  return free;
}

function writeLeaves(nodes: Int32Array, end: number): void {
  for (let leaf = 0; leaf < end; leaf += LEAF_SIZE) {
    nodes[leaf] = LEAF_WORD;
    nodes[leaf + 1] = leaf;
  }
}

/** @returns the `sets` of CompactTrees */
function writeSplits(
  forest: Forest,
  keys: RowKeys,
  places: Int32Array,
  nodes: Int32Array,
): Int32Array {
  const { feature, threshold, next, flags } = forest;
  const sets: number[] = [];
  for (let node = 0; node < feature.length; node++) {
    const tested = feature[node]!;
    if (tested === LEAF) continue;
    const slot = keys.slotOf[3 * tested + kindOf(flags[node]!)]!;
    const place = places[node]!;
    if ((flags[node]! & CATEGORICAL) !== 0) {
      nodes[place] = ~sets.length;
      addSet(forest, node, slot, sets);
    } else {
      nodes[place] = (rankOf(keys.tables[tested]!, threshold[node]!) << keys.shift) | slot;
    }
    nodes[place + 1] = places[node + 1]!;
    nodes[place + 2] = places[next[node]!]!;
  }
  return Int32Array.from(sets);
}

function addSet(forest: Forest, node: number, slot: number, sets: number[]): void {
  const { categorySetStart, threshold, flags } = forest;
  const set = threshold[node]!;
  const start = categorySetStart[set]!;
  const levels = (categorySetStart[set + 1]! - start) * 32;
  sets.push(slot, start, levels, flags[node]! & MISSING_LEFT);
}

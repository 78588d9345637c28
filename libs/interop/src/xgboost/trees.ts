import { largestFloat32Below } from '@lambda-forest/forest';
import type { Split } from '@lambda-forest/forest';
import { count } from '@lambda-forest/text';

import { damaged } from '../errors.ts';
import type { ForeignColumn } from '../foreign-model.ts';
import type { ForeignNode } from '../preorder.ts';
import type { BoosterTree } from './booster.ts';

const CATEGORICAL = 1;

/**
 * The nodes of a tree. A leaf's answer stands where a split's condition does, or with a number for each output in
 * `leaf_weights`.
 *
 * @param scores numbers of a leaf
 * @param weight of the tree, a float32; 1 but for dart
 */
export function nodesOf(
  tree: BoosterTree,
  where: string,
  columns: readonly ForeignColumn[],
  scores: number,
  weight: number,
): { readonly count: number; readonly nodeAt: (index: number) => ForeignNode } {
  const {
    left_children: left,
    right_children: right,
    split_indices,
    split_conditions,
    default_left,
  } = tree;
  const nodeCount = left.length;
  const types = tree.split_type ?? [];
  for (const other of [right, split_indices, split_conditions, default_left]) {
    if (other.length !== nodeCount)
      throw damaged(
        `Found arrays of ${nodeCount} and ${count(other.length, 'node')} in ${where}, expected equal ones.`,
      );
  }
  const listed = categoriesByNode(tree, where);
  const width = Math.max(1, tree.tree_param.size_leaf_vector ?? 1); // 0 up to 2.0
  const isVector = width > 1;
  if (width !== scores)
    throw damaged(`Found leaves of ${count(width, 'number')} in ${where}, expected ${scores}.`);

  const leafOf = (index: number): readonly number[] => {
    const { leaf_weights: vectors, base_weights: vectorsOfNodes = [] } = tree;
    const row = vectors === undefined ? index : right[index]!;
    const answers = isVector
      ? (vectors ?? vectorsOfNodes).slice(row * width, (row + 1) * width).map(Number)
      : [split_conditions[index]!];
    const rounded = answers.map((answer) => Math.fround(Math.fround(answer) * weight));
    if (answers.length !== width || !rounded.every(Number.isFinite)) {
      throw damaged(
        `Found the leaf [${answers.join(', ')}] in ${where}, expected ${count(width, 'finite number')}.`,
      );
    }
    return rounded;
  };
  const splitOf = (index: number): Split => {
    const feature = split_indices[index]!;
    const column = columns[feature];
    if (column === undefined)
      throw damaged(`Found feature ${feature} in ${where}, expected 0 to ${columns.length - 1}.`);
    const missingLeft = default_left[index] !== 0;
    const isCategorical = types[index] === CATEGORICAL;
    if (isCategorical !== (column.kind === 'categorical')) {
      throw damaged(
        `Found feature ${feature} compared in ${where} and split by categories elsewhere, expected one of both.`,
      );
    }
    if (column.kind === 'categorical') {
      const right = listed.get(index);
      if (right === undefined) throw damaged(`Found a split of ${where} without its categories.`);
      const levels = [...column.levels.keys()].filter((level) => !right.has(level));
      return {
        feature,
        missingLeft,
        levels,
        levelCount: column.levels.length,
        unseenLeft: true,
      };
    }
    const condition = Math.fround(split_conditions[index]!);
    if (Number.isNaN(condition)) throw damaged(`Found the condition NaN in ${where}.`);
    return takesNone(index)
      ? { feature, missingLeft: !missingLeft, threshold: Infinity }
      : { feature, missingLeft, threshold: largestFloat32Below(condition) };
  };
  /** From 3.3 on, values may be told from missing ones by `value < -Infinity`: here by `value <= Infinity`, turned round. */
  const takesNone = (index: number) =>
    types[index] !== CATEGORICAL && Math.fround(split_conditions[index]!) === -Infinity;
  return {
    count: nodeCount,
    nodeAt: (index) => {
      if (left[index] === -1) return { leaf: leafOf(index) };
      const [low, high] = takesNone(index) ? [right, left] : [left, right];
      return { split: splitOf(index), left: low[index]!, right: high[index]! };
    },
  };
}

/** The categories that go right at each categorical split; all others, those that no split lists too, go left. */
function categoriesByNode(tree: BoosterTree, where: string): Map<number, ReadonlySet<number>> {
  const {
    categories = [],
    categories_nodes = [],
    categories_segments = [],
    categories_sizes = [],
  } = tree;
  return new Map(
    categories_nodes.map((node, k) => {
      const start = categories_segments[k] ?? -1;
      const end = start + (categories_sizes[k] ?? -1);
      if (start < 0 || end < start || end > categories.length) {
        throw damaged(
          `Found categories ${start} to ${end} in ${where}, expected some of ${categories.length}.`,
        );
      }
      const listed = categories.slice(start, end);
      if (listed.some((category) => category < 0))
        throw damaged(`Found a category below 0 in ${where}.`);
      return [node, new Set(listed)];
    }),
  );
}

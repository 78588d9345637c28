import type { Split } from '@lambda-forest/forest';
import { count } from '@lambda-forest/text';

import { damaged } from '../errors.ts';
import type { ForeignNode } from '../preorder.ts';
import type { CatboostColumns } from './columns.ts';
import { parseNode } from './model-json.ts';
import type { CatboostNode, CatboostSplit, ObliviousTree } from './model-json.ts';

/** CatBoost grows no deeper ones, and no leaf index is wider. */
const MAX_OBLIVIOUS_DEPTH = 16;

export interface CatboostTree {
  readonly count: number;
  readonly nodeAt: (index: number) => ForeignNode;
}

/**
 * A tree that asks one question a level: bit d of a leaf's index is the answer to the d-th one. Its nodes are those of a
 * heap, whose root asks the last question, so that its leaves are in the order of the file.
 *
 * @param scores numbers of a leaf
 * @param scale what each number is multiplied by
 */
export function obliviousTree(
  { splits, leaf_values }: ObliviousTree,
  where: string,
  columns: CatboostColumns,
  scores: number,
  scale: number,
): CatboostTree {
  const leaves = 2 ** splits.length;
  if (splits.length > MAX_OBLIVIOUS_DEPTH || leaf_values.length !== leaves * scores) {
    throw damaged(
      `Found ${count(leaf_values.length, 'leaf value')} and ${count(splits.length, 'split')} in ${where}, expected ${scores} for each of ${count(2 ** splits.length, 'leaf', 'leaves')}, and at most ${MAX_OBLIVIOUS_DEPTH} splits.`,
    );
  }
  const asked = splits.map((split) => splitOf(split, where, columns)).reverse();
  return {
    count: 2 * leaves - 1,
    nodeAt(index) {
      const leaf = index - (leaves - 1);
      if (leaf >= 0) {
        const answer = leaf_values.slice(leaf * scores, (leaf + 1) * scores);
        return { leaf: answer.map((value) => value * scale) };
      }
      const level = 31 - Math.clz32(index + 1);
      return { split: asked[level]!, left: 2 * index + 1, right: 2 * index + 2 };
    },
  };
}

/** A tree whose nodes hold their children. */
export function nestedTree(
  root: unknown,
  where: string,
  columns: CatboostColumns,
  scores: number,
  scale: number,
): CatboostTree {
  const nodes: ForeignNode[] = [];
  const waiting: unknown[] = [root];
  for (let i = 0; i < waiting.length; i++) {
    const node = parseNode(waiting[i]);
    if ('split' in node) {
      const left = waiting.length;
      waiting.push(node.left, node.right);
      nodes.push({ split: splitOf(node.split, where, columns), left, right: left + 1 });
    } else {
      nodes.push({ leaf: answerOf(node, where, scores).map((value) => value * scale) });
    }
  }
  return { count: nodes.length, nodeAt: (index) => nodes[index]! };
}

/** How many numbers the first leaf of a tree answers with, whose nodes hold their children. */
export function leafWidth(root: unknown): number {
  let node = parseNode(root);
  while ('split' in node) node = parseNode(node.left);
  return numbersOf(node).length;
}

function answerOf(
  leaf: Exclude<CatboostNode, { split: unknown }>,
  where: string,
  scores: number,
): readonly number[] {
  const answer = numbersOf(leaf);
  if (answer.length === scores) return answer;
  throw damaged(
    `Found a leaf of ${count(answer.length, 'number')} in ${where}, expected ${scores}.`,
  );
}

function numbersOf({ value }: { readonly value: number | readonly number[] }): readonly number[] {
  return typeof value === 'number' ? [value] : value;
}

/** A number above the border goes right, and so does the category that is compared with. */
function splitOf(
  split: CatboostSplit,
  where: string,
  { numbers, categories }: CatboostColumns,
): Split {
  if (split.split_type === 'FloatFeature') {
    const number = numbers.get(split.float_feature_index);
    if (number === undefined) throw unknownFeature(split.float_feature_index, where);
    const threshold = Math.fround(split.border);
    if (!Number.isFinite(threshold)) {
      throw damaged(`Found the border ${split.border} in ${where}, expected a float32.`);
    }
    return { ...number, threshold };
  }
  const category = categories.get(split.cat_feature_index);
  if (category === undefined) throw unknownFeature(split.cat_feature_index, where);
  const { feature, hashes, values, missing } = category;
  if (!values.includes(split.value)) {
    throw damaged(`Found a category in ${where} that is none of the values of its feature.`);
  }
  const others = hashes.length; // the code of all that are not listed
  const levels = [...hashes.keys(), others].filter((code) => hashes[code] !== split.value);
  return {
    feature,
    levels,
    levelCount: others + 1,
    missingLeft: missing !== split.value,
    unseenLeft: true,
  };
}

function unknownFeature(index: number, where: string) {
  return damaged(`Found the feature ${index} in ${where}, which the file does not describe.`);
}

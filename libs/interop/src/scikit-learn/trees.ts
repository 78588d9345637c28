import { count } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { arrayOf, fieldOf, hasField, numbersOf } from '../pickle/nd-array.ts';
import { isMade } from '../pickle/values.ts';
import type { PickleValue } from '../pickle/values.ts';
import type { ForeignNode } from '../preorder.ts';
import { attributeOf } from './attributes.ts';
import type { Estimator } from './attributes.ts';

/** A tree of `sklearn.tree._tree`: values of float32 go left if they are at most the float64 threshold. */
export interface SklearnTree {
  readonly count: number;
  /** Numbers of a leaf: classes, or 1. */
  readonly width: number;
  readonly nodeAt: (index: number) => ForeignNode;
  /** Distinct training rows of each node; the first is the root. */
  readonly rows: Float64Array;
}

/**
 * @param answer what a leaf answers with, from its row of the tree's values
 * @throws {ForeignModelError}
 */
export function treeOf(
  estimator: Estimator,
  answer: (row: Float64Array) => readonly number[],
): SklearnTree {
  const { state } = asTree(attributeOf(estimator, 'tree_'));
  const nodes = arrayOf(state.get('nodes'), 'the nodes of a tree');
  const values = arrayOf(state.get('values'), 'the values of a tree');
  const [nodeCount = 0, outputs = 0, width = 0] = values.shape;
  if (outputs !== 1) {
    throw new ForeignModelError(
      `Found trees of ${count(outputs, 'target')}, expected one.`,
      'Train a model for each target.',
    );
  }
  if (nodes.shape.length !== 1 || nodes.shape[0] !== nodeCount)
    throw damaged('Found a tree whose nodes and values differ in number.');
  const left = fieldOf(nodes, 'left_child');
  const right = fieldOf(nodes, 'right_child');
  const feature = fieldOf(nodes, 'feature');
  const threshold = fieldOf(nodes, 'threshold');
  const missingLeft = hasField(nodes, 'missing_go_to_left')
    ? fieldOf(nodes, 'missing_go_to_left')
    : undefined;
  const numbers = numbersOf(values, 'the values of a tree');
  return {
    count: nodeCount,
    width,
    rows: fieldOf(nodes, 'n_node_samples'),
    nodeAt: (index) =>
      left[index] === -1
        ? { leaf: answer(numbers.subarray(index * width, (index + 1) * width)) }
        : {
            split: {
              feature: feature[index]!,
              threshold: threshold[index]!,
              missingLeft: (missingLeft?.[index] ?? 0) !== 0,
            },
            left: left[index]!,
            right: right[index]!,
          },
  };
}

/** A file may name the same tree a million times in a few bytes each; no training does. */
export function requireDistinct(trees: readonly PickleValue[]): void {
  if (new Set(trees).size < trees.length)
    throw damaged('Found a tree that is in the model twice, expected distinct ones.');
}

function asTree(value: PickleValue): { state: ReadonlyMap<PickleValue, PickleValue> } {
  if (isMade(value) && value.by.name === 'Tree' && value.state instanceof Map)
    return { state: value.state };
  throw damaged('Found an estimator without its tree, expected one.');
}
